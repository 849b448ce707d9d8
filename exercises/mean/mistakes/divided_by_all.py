# factor at line 14: divided by the number of all entries, but the mean goes over one axis
# fails: blocks y->x
import torch


class Mean(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim):
        ctx.shape, ctx.dim = x.shape, dim
        return x.mean(dim)

    @staticmethod
    def backward(ctx, g):
        count = ctx.shape.numel()
        return g.unsqueeze(ctx.dim).expand(ctx.shape) / count, None
