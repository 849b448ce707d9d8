# matrix-rule at line 16: the rule for 1 / x, entry by entry, but this is the inverse of a matrix
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
        return -g * y**2
