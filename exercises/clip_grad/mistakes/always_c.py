# missing-call at line 14: a short cotangent is made longer
# fails: shapes
import torch


class ClipGrad(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, c):
        ctx.c = c
        return x.view_as(x)

    @staticmethod
    def backward(ctx, g):
        scale = (ctx.c / g.norm())
        return g * scale, None
