# once-differentiable at line 15: this refuses a second derivative, honestly, but it is asked for
# fails: second-order
import torch
from torch.autograd.function import once_differentiable


class Tanh2(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    @once_differentiable
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * (1 - a * a)
