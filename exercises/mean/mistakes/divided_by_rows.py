# factor at line 14: divided by the number of rows, whatever the mean goes over
# fails: blocks y->x
import torch


class Mean(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim):
        ctx.shape, ctx.dim = x.shape, dim
        return x.mean(dim)

    @staticmethod
    def backward(ctx, g):
        count = ctx.shape[0]
        return g.unsqueeze(ctx.dim).expand(ctx.shape) / count, None
