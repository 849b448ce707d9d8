# missing-factor at line 20: the slope of tanh is missing behind the system
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
        gb = torch.linalg.solve(slope.T, g)
        return torch.outer(gb, z), gb
