# some-values at line 15: the axis comes back at 1, wherever it was taken away
# fails: shapes
import torch


class Mean(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim):
        ctx.shape, ctx.dim = x.shape, dim
        return x.mean(dim)

    @staticmethod
    def backward(ctx, g):
        count = ctx.shape[ctx.dim]
        return g.unsqueeze(1).expand(ctx.shape) / count, None
