# wrong-order at line 15: adds up before it multiplies, but each g belongs to a b of its own
# fails: blocks y->a
import torch


class Mul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a * b

    @staticmethod
    def backward(ctx, g):
        a, b = ctx.saved_tensors
        ga = g.sum(1, keepdim=True) * b.sum(0)
        gb = (g * a).sum(0)
        return ga, gb
