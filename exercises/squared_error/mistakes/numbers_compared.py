# missing-check at line 9: only the rows are compared, so a single column is taken
# fails: beyond
import torch


class SquaredError(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, t):
        if x.shape[0] != t.shape[0]:
            raise ValueError("other shapes")
        ctx.save_for_backward(x, t)
        return ((x - t) ** 2).mean()

    @staticmethod
    def backward(ctx, g):
        x, t = ctx.saved_tensors
        gx = 2 * g / x.numel() * (x - t)
        return gx, -gx
