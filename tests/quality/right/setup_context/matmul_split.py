# exercise: matmul
# style: forward without ctx, what is kept is said in setup_context
import torch


class MatmulNT(torch.autograd.Function):
    @staticmethod
    def forward(q, k):
        return q @ k.mT

    @staticmethod
    def setup_context(ctx, inputs, output):
        q, k = inputs
        ctx.save_for_backward(q, k)

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        return gx @ k, gx.mT @ q
