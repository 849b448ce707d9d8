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
        gx = 2 * g / x.numel() * (x - t)
        return gx, -gx
