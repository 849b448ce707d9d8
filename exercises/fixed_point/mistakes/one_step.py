# missing-factor at line 19: the layer is applied once, but z itself moves with it
# fails: blocks z->b z->w
import torch


class FixedPoint(torch.autograd.Function):
    @staticmethod
    def forward(ctx, w, b):
        z = torch.tanh(b)
        for _ in range(40):
            z = torch.tanh(w @ z + b)
        ctx.save_for_backward(w, z)
        return z

    @staticmethod
    def backward(ctx, g):
        w, z = ctx.saved_tensors
        d = 1 - z * z
        gb = d * g
        return torch.outer(gb, z), gb
