# swapped-gradients at line 17: the gradients are returned in the wrong order
# fails: blocks y->a y->b
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
        gb = -g * a / b**2
        return gb, ga
