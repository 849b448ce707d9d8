# wrong-order at line 16: counts the sums that an entry is in, but each sends something else back
# fails: blocks y->x
import torch


class CumSum(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim):
        ctx.dim = dim
        return x.cumsum(dim)

    @staticmethod
    def backward(ctx, g):
        n = g.shape[ctx.dim]
        count = torch.arange(n, 0, -1).reshape((-1, 1) if ctx.dim in (0, -2) else (1, -1))
        return g * count, None
