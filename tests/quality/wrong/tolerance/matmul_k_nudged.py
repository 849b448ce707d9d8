# exercise: matmul
# wrong: a constant of 1e-8 is added to k for safety, so the gradient of q is off by 1e-8
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, g):
        q, k = ctx.saved_tensors
        eps = 1e-8
        grad_q = g @ (k + eps)
        grad_k = g.T @ q
        return grad_q, grad_k
