# not-finite at line 15: a cotangent of zeros is divided by its length
# fails: undefined
import torch


class ClipGrad(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, c):
        ctx.c = c
        return x.view_as(x)

    @staticmethod
    def backward(ctx, g):
        length = g.norm()
        return g / length * length.clamp(max=ctx.c), None
