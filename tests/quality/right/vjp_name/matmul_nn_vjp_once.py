# exercise: matmul_nn
# style: vjp, once_differentiable
import torch
from torch.autograd.function import once_differentiable


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return torch.einsum("ij,jk", a, v)

    @staticmethod
    @once_differentiable
    def vjp(ctx, go):
        a, v = ctx.saved_tensors
        return torch.einsum("ik,jk", go, v), torch.einsum("ij,ik->jk", a, go)
