import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return torch.einsum("id,jd->ij", q, k)

    @staticmethod
    def backward(ctx, grad_x):
        q, k = ctx.saved_tensors
        grad_q = torch.einsum("ij,jd->id", grad_x, k)
        grad_k = torch.einsum("ij,id->jd", grad_x, q)
        return grad_q, grad_k
