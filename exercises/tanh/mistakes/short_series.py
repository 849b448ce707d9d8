# only-for-small at line 15: the series of the derivative is cut off after three terms
# fails: blocks a->x
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X):
        ctx.save_for_backward(X)
        return torch.tanh(X)

    @staticmethod
    def backward(ctx, gA):
        (X,) = ctx.saved_tensors
        gX = gA * (1 - X**2 + 2 * X**4 / 3)
        return gX
