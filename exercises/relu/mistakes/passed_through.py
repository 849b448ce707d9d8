# missing-chain-factor at line 15: the cotangent is handed on everywhere, as if nothing were cut off
# fails: blocks y->x
import torch


class ReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g
