# saved-intermediate at line 10: a square made in forward is a constant, wherever it is kept
# fails: second-order
import torch


class Tanh2(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.square = a * a
        return a

    @staticmethod
    def backward(ctx, ga):
        return ga * (1 - ctx.square)
