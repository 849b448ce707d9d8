# in-place at line 14: the cotangent belongs to others, who find it changed
# fails: cotangents-untouched
import torch


class GradientReversal(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, lam):
        ctx.lam = lam
        return x.view_as(x)

    @staticmethod
    def backward(ctx, g):
        return g.mul_(-ctx.lam), None
