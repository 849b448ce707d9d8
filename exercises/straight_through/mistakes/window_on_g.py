# nonlinear-in-cotangent at line 14: the cotangent is compared with 1, not the input
# fails: blocks y->x
import torch


class StraightThrough(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.sign(x)

    @staticmethod
    def backward(ctx, g):
        return g * (g.abs() <= 1)
