# exercise: matmul
# style: refuses what is no pair of equally shaped matrices
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        if q.dim() != 2 or k.dim() != 2:
            raise ValueError(f"two matrices are needed, not {q.dim()} and {k.dim()} dimensions")
        if q.shape != k.shape:
            raise ValueError(f"Q and K must have the same shape: {tuple(q.shape)}, {tuple(k.shape)}")
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        return gx @ k, gx.T @ q
