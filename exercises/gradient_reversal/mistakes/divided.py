# wrong-derivative at line 14: lam is what the gradient is multiplied with
# fails: blocks y->x
import torch


class GradientReversal(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, lam):
        ctx.lam = lam
        return x.view_as(x)

    @staticmethod
    def backward(ctx, g):
        return -g / ctx.lam, None
