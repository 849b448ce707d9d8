# factor at line 14: nothing is made shorter
# fails: blocks y->x
import torch


class ClipGrad(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, c):
        ctx.c = c
        return x.view_as(x)

    @staticmethod
    def backward(ctx, g):
        return g, None
