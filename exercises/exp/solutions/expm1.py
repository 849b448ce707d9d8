import torch


class Exp(torch.autograd.Function):
    """The slope is one more than expm1."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.exp(x)

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g + g * torch.expm1(x).conj()
