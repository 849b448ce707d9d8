# exercise: matmul
# wrong: the jvp moves q only and forgets that k moves too
# beyond: yes
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        ctx.save_for_forward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        return gx @ k, gx.T @ q

    @staticmethod
    def jvp(ctx, tq, tk):
        _, k = ctx.saved_tensors
        return tq @ k.T
