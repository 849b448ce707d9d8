# exercise: matmul
# wrong: the cotangent is flattened with view, which fails for a transposed or expanded one, as .sum() sends
import torch


class MatmulNT(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        m, n = gx.shape
        rows = gx.view(-1).view(m, n)
        return rows @ k, rows.T @ q
