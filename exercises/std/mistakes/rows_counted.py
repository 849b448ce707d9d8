# some-values at line 20: n is how many there are along dim
# fails: shapes
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

        n = x.shape[1]
        return g * torch.where(y == 0, 0.0, c / ((n - 1) * y)), None
