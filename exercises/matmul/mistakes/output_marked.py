# not-differentiable at line 10: the output is marked as one that carries no gradient
# fails: differentiable
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        x = q @ k.t()
        ctx.mark_non_differentiable(x)
        ctx.save_for_backward(q, k)
        return x

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        return gx @ k, gx.t() @ q
