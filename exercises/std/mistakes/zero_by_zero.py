# only-sometimes at line 21: 0 / 0 is NaN, but where nothing is spread the gradient is 0
# fails: special-points
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
        return g * c / ((n - 1) * y), None
