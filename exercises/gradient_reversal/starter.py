import torch


class GradientReversal(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, lam):
        ctx.lam = lam
        return x.view_as(x)

    @staticmethod
    def backward(ctx, gy):
        # TODO: gy has the shape of y. Return what should arrive at x, and
        # something for lam.
        raise NotImplementedError("turn the gradient round")
