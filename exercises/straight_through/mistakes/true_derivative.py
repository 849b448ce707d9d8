# zero-gradient at line 14: the derivative of the sign, with which nothing is learned
# fails: blocks y->x
import torch


class StraightThrough(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.sign(x)

    @staticmethod
    def backward(ctx, g):
        return torch.zeros_like(g)
