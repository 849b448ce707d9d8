# dimension at line 20: each row has a scalar product of its own
# fails: blocks y->x
import torch


class Normalize(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, eps):
        r = torch.linalg.vector_norm(x, dim=1, keepdim=True)
        y = x / r.clamp_min(eps)
        ctx.save_for_backward(x, y)
        ctx.eps = eps
        return y

    @staticmethod
    def backward(ctx, g):
        x, y = ctx.saved_tensors
        r = torch.linalg.vector_norm(x, dim=1, keepdim=True)

        along = y * (g * y).sum()
        return (g - (r > ctx.eps) * along) / r.clamp_min(ctx.eps), None
