import torch


class Clamp(torch.autograd.Function):
    """What clamp leaves as it is has the slope 1."""

    @staticmethod
    def forward(ctx, x, low, high):
        y = x.clamp(low, high)
        ctx.save_for_backward(x == y)
        return y

    @staticmethod
    def backward(ctx, g):
        (inside,) = ctx.saved_tensors
        return g * inside, None, None
