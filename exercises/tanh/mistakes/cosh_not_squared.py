# wrong-derivative at line 15: the hyperbolic cosine is not squared
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
        gX = gA / torch.cosh(X)
        return gX
