# exercise: matmul
# wrong: the cotangent is detached for k, so only the second derivative with respect to the cotangent is wrong
# beyond: yes
import torch


class QKT(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        return gx @ k, gx.detach().T @ q
