# missing-chain-factor at line 21: of the variance, the root has a slope of its own
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
        c = x - x.mean(ctx.dim, keepdim=True)

        n = x.shape[ctx.dim]
        return g * 2 * c / (n - 1), None
