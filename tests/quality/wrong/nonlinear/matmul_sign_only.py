# exercise: matmul
# wrong: the gradient of k is made from the signs of the cotangent, not from its size
import torch


class QKT(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        return gx @ k, torch.sign(gx).T @ q
