# tensor-on-ctx at line 9: x is kept where autograd can't see it, so that an edit goes unnoticed
# fails: stale
import torch


class Exp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.x = x
        return torch.exp(x)

    @staticmethod
    def backward(ctx, g):
        return g * torch.exp(ctx.x).conj()
