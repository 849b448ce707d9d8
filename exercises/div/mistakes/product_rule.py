# wrong-derivative at line 15: the gradient of a product, here it has to be divided
# fails: blocks y->a
import torch


class Div(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a / b

    @staticmethod
    def backward(ctx, g):
        a, b = ctx.saved_tensors
        ga = g * b
        gb = -g * a / b**2
        return ga, gb
