# missing-transpose at line 20: this is the system of the movement, backward needs its transpose
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
        slope = torch.eye(len(z), dtype=z.dtype) - d.unsqueeze(1) * w
        gb = d * torch.linalg.solve(slope, g)
        return torch.outer(gb, z), gb
