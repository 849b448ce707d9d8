# missing-chain-factor at line 16: b is multiplied by a in forward, so its gradient is too
# fails: blocks y->b
import torch


class Mul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a * b

    @staticmethod
    def backward(ctx, g):
        a, b = ctx.saved_tensors
        ga = (g * b).sum(1, keepdim=True)
        gb = g.sum(0)
        return ga, gb
