# wrong-shape at line 14: one number for each row comes back, but every entry has a gradient
# fails: contract
import torch


class Mean(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim):
        ctx.shape, ctx.dim = x.shape, dim
        return x.mean(dim)

    @staticmethod
    def backward(ctx, g):
        return g / ctx.shape[ctx.dim], None
