# exercise: matmul
# style: tensordot, which names the axes that are summed
import torch
from torch import tensordot


class MatmulNT(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return tensordot(q, k, dims=([1], [1]))

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        gq = tensordot(gx, k, dims=([1], [0]))
        gk = tensordot(gx, q, dims=([0], [0]))
        return gq, gk
