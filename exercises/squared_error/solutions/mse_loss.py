import torch


class SquaredError(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, t):
        if x.size() != t.size():
            raise ValueError("x and t must be of one size")
        ctx.save_for_backward(x, t)
        return torch.nn.functional.mse_loss(x, t)

    @staticmethod
    def backward(ctx, g):
        x, t = ctx.saved_tensors
        gx = g * (x - t).mul(2) / max(x.numel(), 1)
        return gx, -gx
