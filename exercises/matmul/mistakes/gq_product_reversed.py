# wrong-order at line 15: the factors are exchanged, transposes were added until it fits
# fails: blocks x->q
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, grad_output):
        q, k = ctx.saved_tensors
        grad_q = (k.T @ grad_output).T
        grad_k = grad_output.T @ q
        return grad_q, grad_k
