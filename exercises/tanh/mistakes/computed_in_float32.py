# wrong-dtype at line 16: the derivative is rounded to single precision
# fails: blocks a->x
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        d = (1 - a.float() ** 2).to(a.dtype)
        return ga * d
