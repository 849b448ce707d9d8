# missing-check at line 10: a column and a matrix are taken, and nothing is said
# fails: beyond
import torch


class SquaredError(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, t):
        ctx.save_for_backward(x, t)
        return ((x - t) ** 2).mean()

    @staticmethod
    def backward(ctx, g):
        x, t = ctx.saved_tensors
        gx = 2 * g / x.numel() * (x - t)
        return gx, -gx
