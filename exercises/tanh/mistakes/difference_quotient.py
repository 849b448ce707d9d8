# precision at line 16: a difference quotient is only near to the derivative
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
        h = 1e-6
        gX = gA * (torch.tanh(X + h) - torch.tanh(X)) / h
        return gX
