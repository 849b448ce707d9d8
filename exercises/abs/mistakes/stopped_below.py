# wrong-derivative at line 15: the slope of relu, that of the absolute value is -1 on the left
# fails: blocks y->x
import torch


class Abs(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.abs()

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * (x > 0)
