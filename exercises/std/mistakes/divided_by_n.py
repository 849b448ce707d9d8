# factor at line 21: forward divides by n - 1, not by n
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
        return g * torch.where(y == 0, 0.0, c / (n * y)), None
