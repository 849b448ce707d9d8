# exercise: tanh
# wrong: materialising is turned off, and a cotangent that is None is multiplied all the same
# beyond: yes
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.set_materialize_grads(False)
        y = torch.tanh(x)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, dy):
        (y,) = ctx.saved_tensors
        return torch.mul(dy, 1 - y * y)
