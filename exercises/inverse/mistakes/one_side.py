# missing-factor at line 16: the inverse stands on both sides, as 1 / x is squared for numbers
# fails: blocks y->x
import torch


class Inverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.linalg.inv(x)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, g):
        (y,) = ctx.saved_tensors
        return -y.mT @ g
