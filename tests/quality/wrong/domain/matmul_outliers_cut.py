# exercise: matmul
# wrong: entries of k beyond three are cut to three in the gradient of q, so a rare large entry makes it wrong
import torch


def without_outliers(x):
    return torch.clamp(x, -3.0, 3.0)


class MatMul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        return gx @ without_outliers(k), gx.T @ q
