# exercise: matmul
# wrong: backward also makes a step of gradient descent on k, so the caller's k changes
import torch


class QKT(torch.autograd.Function):
    rate = 1e-3

    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        gq = gx @ k
        gk = gx.T @ q
        k.data -= QKT.rate * gk.detach()
        return gq, gk
