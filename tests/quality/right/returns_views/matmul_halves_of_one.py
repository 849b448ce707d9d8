# exercise: matmul
# style: both gradients are views of one tensor
import torch


class MatMul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.t()

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        both = torch.cat([gx @ k, gx.t() @ q])
        return both[: len(q)], both[len(q) :]
