# exercise: matmul
# wrong: backward refuses a cotangent that is not contiguous, as .sum() sends it
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        assert gx.is_contiguous(), "expected a contiguous gradient"
        return gx @ k, gx.T @ q
