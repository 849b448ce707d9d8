# missing-chain-factor at line 14: both get everything, but each entry came from one of them
# fails: blocks y->a y->b
import torch


class Where(torch.autograd.Function):
    @staticmethod
    def forward(ctx, mask, a, b):
        ctx.save_for_backward(mask)
        return torch.where(mask, a, b)

    @staticmethod
    def backward(ctx, g):
        return None, g, g
