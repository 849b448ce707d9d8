# some-values at line 14: the rows are turned around, whichever axis was added up
# fails: shapes
import torch


class CumSum(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim):
        ctx.dim = dim
        return x.cumsum(dim)

    @staticmethod
    def backward(ctx, g):
        return g.flip(1).cumsum(ctx.dim).flip(1), None
