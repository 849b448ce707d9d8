# missing-chain-factor at line 14: each entry is in its own sum, but in all later ones too
# fails: blocks y->x
import torch


class CumSum(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim):
        ctx.dim = dim
        return x.cumsum(dim)

    @staticmethod
    def backward(ctx, g):
        return g, None
