# nonlinear-in-cotangent at line 15: the cotangent loses its sign, but it is x that does
# fails: blocks y->x
import torch


class Abs(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.abs()

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g.abs()
