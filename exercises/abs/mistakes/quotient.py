# only-sometimes at line 15: 0 / 0 is NaN, but the slope at 0 is 0 by torch's convention
# fails: special-points
import torch


class Abs(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.abs()

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * x / x.abs()
