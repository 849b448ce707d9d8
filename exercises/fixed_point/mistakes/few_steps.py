# off-by-one at line 20: three steps are near, but not exact
# fails: blocks z->b z->w
import torch


class FixedPoint(torch.autograd.Function):
    @staticmethod
    def forward(ctx, w, b):
        z = torch.zeros_like(b)
        for _ in range(40):
            z = torch.tanh(w @ z + b)
        ctx.save_for_backward(w, z)
        return z

    @staticmethod
    def backward(ctx, g):
        w, z = ctx.saved_tensors
        d = 1 - z * z
        gb = d * g
        for _ in range(3):
            gb = d * (g + w.T @ gb)
        return gb.unsqueeze(1) * z, gb
