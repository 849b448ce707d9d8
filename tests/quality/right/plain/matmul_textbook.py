# exercise: matmul
# style: the two products of the textbook and nothing else
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q.mm(k.t())

    @staticmethod
    def backward(ctx, grad_output):
        q, k = ctx.saved_tensors
        grad_q = grad_output.mm(k)
        grad_k = grad_output.t().mm(q)
        return grad_q, grad_k
