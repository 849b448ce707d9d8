# exercise: tanh
# style: 1/cosh^2, whose own derivative would overflow far out, so only the first one is offered
import torch
from torch.autograd.function import once_differentiable


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.tanh(x)

    @staticmethod
    @once_differentiable
    def backward(ctx, ga):
        (x,) = ctx.saved_tensors
        # cosh may become inf, and 1 / inf is the right 0
        return ga / torch.cosh(x) / torch.cosh(x)
