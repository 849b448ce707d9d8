# exercise: matmul
# wrong: k is shifted by a million and back, so the gradient of q loses six digits
import torch


class MatMul(torch.autograd.Function):
    shift = 1e6

    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        shifted = k + MatMul.shift
        gq = gx @ shifted - gx.sum(1, keepdim=True) * MatMul.shift
        return gq, gx.T @ q
