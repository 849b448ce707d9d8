# some-values at line 14: the length of the first example, not the one that is given
# fails: shapes
import torch


class ClipGrad(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, c):
        ctx.c = c
        return x.view_as(x)

    @staticmethod
    def backward(ctx, g):
        scale = (1.0 / g.norm()).clamp(max=1)
        return g * scale, None
