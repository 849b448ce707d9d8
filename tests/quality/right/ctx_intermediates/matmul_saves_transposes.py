# exercise: matmul
# style: saves contiguous copies of the transposes, made in forward, declared once_differentiable
import torch
from torch.autograd.function import once_differentiable


class MatmulNT(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        kt = k.t().contiguous().clone()
        ctx.save_for_backward(q.t().contiguous().clone(), kt)
        return q @ kt

    @staticmethod
    @once_differentiable
    def backward(ctx, gx):
        qt, kt = ctx.saved_tensors
        return gx @ kt.t(), (qt @ gx).t()
