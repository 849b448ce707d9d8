# exercise: matmul
# style: the derivative is called vjp, as torch allows
import torch


class MatMul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def vjp(ctx, gx):
        q, k = ctx.saved_tensors
        return gx @ k, gx.T @ q
