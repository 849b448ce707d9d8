# wrong-axis at line 14: each row is limited, not the length of the whole
# fails: blocks y->x
import torch


class ClipGrad(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, c):
        ctx.c = c
        return x.view_as(x)

    @staticmethod
    def backward(ctx, g):
        scale = (ctx.c / g.norm(dim=-1, keepdim=True)).clamp(max=1)
        return g * scale, None
