# exercise: matmul
# wrong: the caller's cotangent is transposed in place and left so
import torch


class MatMul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        gq = gx @ k
        gk = gx.t_() @ q
        return gq, gk
