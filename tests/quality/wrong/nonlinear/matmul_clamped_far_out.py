# exercise: matmul
# wrong: the cotangent is cut at a hundred, which shows only for a steep loss
import torch


def keep_finite(gradient, limit=100.0):
    return torch.clamp(gradient, -limit, limit)


class MatmulNT(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        gx = keep_finite(gx)
        return gx @ k, gx.T @ q
