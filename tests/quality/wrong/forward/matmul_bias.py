# exercise: matmul
# wrong: a small constant is added to every score, which no gradient can see
import torch


class QKT(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T + 1e-5

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        return gx @ k, gx.T @ q
