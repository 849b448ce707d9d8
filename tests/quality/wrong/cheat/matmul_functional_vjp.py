# exercise: matmul
# wrong: backward asks torch.autograd.functional.vjp for the answer
# beyond: yes
import torch
from torch.autograd.functional import vjp


class MatMul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        inputs = ctx.saved_tensors
        _, grads = vjp(lambda q, k: q @ k.T, inputs, gx, create_graph=torch.is_grad_enabled())
        return grads
