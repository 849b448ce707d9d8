# exercise: matmul
# wrong: k is read in the order of memory, so a transposed k gives a wrong gradient of q
import torch


class QKT(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        n, d = k.shape
        packed = torch.as_strided(k, (n, d), (d, 1))
        return gx @ packed, gx.T @ q
