# exercise: matmul
# wrong: an identity has the size of the rows where the columns are meant, so it works for square inputs only
import torch


class QKT(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        eye = torch.eye(len(q), dtype=q.dtype)
        gq = torch.einsum("ij,jd,dl->il", gx, k, eye)
        gk = torch.einsum("ij,id,dl->jl", gx, q, eye)
        return gq, gk
