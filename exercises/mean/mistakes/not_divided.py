# factor at line 14: the gradient of a sum, each entry counts only its share of a mean
# fails: blocks y->x
import torch


class Mean(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim):
        ctx.shape, ctx.dim = x.shape, dim
        return x.mean(dim)

    @staticmethod
    def backward(ctx, g):
        return g.unsqueeze(ctx.dim).expand(ctx.shape), None
