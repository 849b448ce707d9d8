# factor at line 15: takes the mean over the rows of k where their sum is needed
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
        grad_q = (grad_output[:, :, None] * k[None, :, :]).mean(1)
        grad_k = (grad_output[:, :, None] * q[:, None, :]).sum(0)
        return grad_q, grad_k
