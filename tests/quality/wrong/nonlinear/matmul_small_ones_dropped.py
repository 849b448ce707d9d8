# exercise: matmul
# wrong: entries of the cotangent below 1e-6 are set to zero, so a flat loss gives nothing
import torch


class MatMul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        gx = gx.masked_fill(gx.abs() < 1e-6, 0.0)
        return gx @ k, gx.T @ q
