# wrong-derivative at line 15: the square is taken of the input, not of its tanh
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
        gX = gA * (1 - X**2)
        return gX
