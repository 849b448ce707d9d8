# direction at line 14: time runs backwards here, but this adds up from the beginning again
# fails: blocks y->x
import torch


class CumSum(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim):
        ctx.dim = dim
        return x.cumsum(dim)

    @staticmethod
    def backward(ctx, g):
        return g.cumsum(ctx.dim), None
