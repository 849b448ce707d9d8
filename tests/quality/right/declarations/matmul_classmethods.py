# exercise: matmul
# style: class methods in place of static ones
import torch


class Matmul(torch.autograd.Function):
    @classmethod
    def forward(cls, ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.t()

    @classmethod
    def backward(cls, ctx, gx):
        q, k = ctx.saved_tensors
        return gx @ k, gx.t() @ q
