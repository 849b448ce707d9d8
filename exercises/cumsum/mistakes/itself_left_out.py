# extra-term at line 14: what comes in behind an entry is there, what comes in for itself is not
# fails: blocks y->x
import torch


class CumSum(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim):
        ctx.dim = dim
        return x.cumsum(dim)

    @staticmethod
    def backward(ctx, g):
        behind = g.flip(ctx.dim).cumsum(ctx.dim).flip(ctx.dim) - g
        return behind, None
