# exercise: matmul
# style: the shapes are kept on ctx and used to view the results
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.q_shape, ctx.k_shape = q.shape, tuple(k.shape)
        ctx.save_for_backward(q, k)
        return q @ k.t()

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        gq = (gx @ k).reshape(ctx.q_shape)
        gk = (gx.t() @ q).reshape(ctx.k_shape)
        return gq, gk
