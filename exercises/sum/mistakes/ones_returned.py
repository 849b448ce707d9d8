# ignores-cotangent at line 14: the derivative of a sum is 1, but it never meets the cotangent
# fails: blocks y->x
import torch


class Sum(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim, keepdim):
        ctx.shape, ctx.dim, ctx.keepdim = x.shape, dim, keepdim
        return x.sum(dim, keepdim=keepdim)

    @staticmethod
    def backward(ctx, g):
        return g.new_ones(ctx.shape), None, None
