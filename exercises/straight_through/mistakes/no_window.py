# slope-at-zero at line 14: what is outside of -1 and 1 has to be stopped
# fails: blocks y->x
import torch


class StraightThrough(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.sign(x)

    @staticmethod
    def backward(ctx, g):
        return g
