# exercise: matmul
# wrong: backward draws a random direction to check itself, which moves torch's generator on
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        gq, gk = gx @ k, gx.T @ q
        d = torch.randn_like(q)
        moved = (gx * (d @ k.T)).sum()
        assert torch.allclose(moved, (gq * d).sum(), rtol=1e-3, atol=1e-3 * float(gq.abs().sum()))
        return gq, gk
