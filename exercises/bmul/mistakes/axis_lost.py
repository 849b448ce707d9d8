# wrong-shape at line 15: the sum takes the axis of size 1 away, which a has
# fails: contract
import torch


class Mul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a * b

    @staticmethod
    def backward(ctx, g):
        a, b = ctx.saved_tensors
        ga = (g * b).sum(1)
        gb = (g * a).sum(0)
        return ga, gb
