# missing-term at line 19: what is squared is the difference from the mean
# fails: blocks y->x
import torch


class Std(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim):
        y = torch.std(x, dim)
        ctx.save_for_backward(x, y)
        ctx.dim = dim
        return y

    @staticmethod
    def backward(ctx, g):
        x, y = ctx.saved_tensors
        y, g = y.unsqueeze(ctx.dim), g.unsqueeze(ctx.dim)
        n = x.shape[ctx.dim]
        return g * torch.where(y == 0, 0.0, x / ((n - 1) * y)), None
