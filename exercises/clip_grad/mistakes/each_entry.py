# wrong-derivative at line 14: each entry is limited, not the length of the whole
# fails: blocks y->x
import torch


class ClipGrad(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, c):
        ctx.c = c
        return x.view_as(x)

    @staticmethod
    def backward(ctx, g):
        return g.clamp(-ctx.c, ctx.c), None
