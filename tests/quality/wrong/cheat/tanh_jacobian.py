# exercise: tanh
# wrong: the whole Jacobian is asked of torch and multiplied with the cotangent
# beyond: yes
import torch
from torch.autograd.functional import jacobian


class MyTanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, dy):
        (x,) = ctx.saved_tensors
        whole = jacobian(torch.tanh, x, create_graph=torch.is_grad_enabled())
        return torch.tensordot(dy, whole, dims=dy.dim())
