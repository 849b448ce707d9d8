# exercise: matmul
# wrong: the cotangent is rounded to four decimals, which zeros and ones survive
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        gx = torch.round(gx * 10000) / 10000
        return gx @ k, gx.T @ q
