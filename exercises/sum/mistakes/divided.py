# factor at line 15: shared out among the entries as for a mean, but each of them counts fully
# fails: blocks y->x
import torch


class Sum(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim, keepdim):
        ctx.shape, ctx.dim, ctx.keepdim = x.shape, dim, keepdim
        return x.sum(dim, keepdim=keepdim)

    @staticmethod
    def backward(ctx, g):
        g = g if ctx.keepdim else g.unsqueeze(ctx.dim)
        return g.expand(ctx.shape) / ctx.shape[ctx.dim], None, None
