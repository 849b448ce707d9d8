# exercise: matmul
# wrong: the gradient of k is laid out like q, which fails when there are more keys than queries
# beyond: yes
import torch


class MatMulNT(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        gk = (gx.T @ q).reshape(q.shape)
        return gx @ k, gk
