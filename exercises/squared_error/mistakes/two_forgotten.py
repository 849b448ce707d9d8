# dropped-cotangent at line 17: the difference comes twice in a square, so its gradient has a 2
# fails: blocks loss->x loss->t
import torch


class SquaredError(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, t):
        if x.shape != t.shape:
            raise ValueError("x and t have other shapes")
        ctx.save_for_backward(x, t)
        return ((x - t) ** 2).mean()

    @staticmethod
    def backward(ctx, g):
        x, t = ctx.saved_tensors
        gx = g / x.numel() * (x - t)
        return gx, -gx
