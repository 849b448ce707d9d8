# exercise: matmul
# style: the output is saved too, and tells the sizes
import torch


class MatMulNT(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        x = q @ k.T
        ctx.save_for_backward(q, k, x)
        return x

    @staticmethod
    def backward(ctx, gx):
        q, k, x = ctx.saved_tensors
        rows, columns = x.shape
        gq = gx.reshape(rows, columns) @ k
        gk = (q.T @ gx.reshape(rows, columns)).T
        return gq, gk
