# zero-gradient at line 16: None is returned for k as if nothing depended on it
# fails: contract
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
        return grad_q, None
