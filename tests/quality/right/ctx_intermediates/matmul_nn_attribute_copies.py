# exercise: matmul_nn
# style: copies of the inputs as attributes of ctx: nobody else can change them; first derivatives only
import torch
from torch.autograd.function import once_differentiable


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.at = a.detach().clone().t()
        ctx.vt = v.detach().clone().t()
        return a @ v

    @staticmethod
    @once_differentiable
    def backward(ctx, go):
        return go @ ctx.vt, ctx.at @ go
