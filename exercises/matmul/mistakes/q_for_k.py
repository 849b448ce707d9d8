# wrong-saved-tensor at line 15: the gradient of q is computed with q instead of k
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
        grad_q = grad_output @ q
        grad_k = grad_output.T @ q
        return grad_q, grad_k
