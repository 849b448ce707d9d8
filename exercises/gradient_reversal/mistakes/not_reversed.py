# sign at line 14: the gradient is not turned round
# fails: blocks y->x
import torch


class GradientReversal(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, lam):
        ctx.lam = lam
        return x.view_as(x)

    @staticmethod
    def backward(ctx, g):
        return ctx.lam * g, None
