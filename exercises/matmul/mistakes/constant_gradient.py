# ignores-cotangent at line 16: the gradient of k is a matrix of ones whatever comes in
# fails: blocks x->k
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, grad_output):
        q, k = ctx.saved_tensors
        grad_q = grad_output @ k
        grad_k = torch.ones_like(k)
        return grad_q, grad_k
