# nonlinear-in-cotangent at line 16: the cotangent is clamped, not stopped where x is outside
# fails: blocks y->x
import torch


class Clamp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, low, high):
        ctx.save_for_backward(x)
        ctx.low, ctx.high = low, high
        return x.clamp(low, high)

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g.clamp(ctx.low, ctx.high), None, None
