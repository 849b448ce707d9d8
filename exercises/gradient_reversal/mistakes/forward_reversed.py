# wrong-forward at line 10: forward must leave x as it is
# fails: forward
import torch


class GradientReversal(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, lam):
        ctx.lam = lam
        return -x

    @staticmethod
    def backward(ctx, g):
        return -ctx.lam * g, None
