# only-sometimes at line 21: a row shorter than eps is divided by a constant only
# fails: shapes
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

        along = y * (g * y).sum(1, keepdim=True)
        return (g - along) / r.clamp_min(ctx.eps), None
