# wrong-derivative at line 16: the derivative of 1 / b, but above the line stands a
# fails: blocks y->b
import torch


class Div(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a / b

    @staticmethod
    def backward(ctx, g):
        a, b = ctx.saved_tensors
        ga = g / b
        gb = -g / b**2
        return ga, gb
