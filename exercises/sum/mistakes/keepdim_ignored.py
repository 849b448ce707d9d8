# some-values at line 15: with keepdim the axis is still there, and a second one was put in
# fails: shapes
import torch


class Sum(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim, keepdim):
        ctx.shape, ctx.dim, ctx.keepdim = x.shape, dim, keepdim
        return x.sum(dim, keepdim=keepdim)

    @staticmethod
    def backward(ctx, g):
        g = g.unsqueeze(ctx.dim)
        return g.expand(ctx.shape), None, None
