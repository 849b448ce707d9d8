# wrong-product at line 16: a matrix product where entries should meet entry by entry
# fails: blocks a->x
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        gx = ga @ (1 - a * a)
        return gx
