# wrong-derivative at line 16: sigmoid is applied to what already is a sigmoid
# fails: blocks y->x
import torch


class Sigmoid(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.sigmoid(x)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, g):
        (y,) = ctx.saved_tensors
        s = torch.sigmoid(y)
        return g * s * (1 - s)
