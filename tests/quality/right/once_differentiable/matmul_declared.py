# exercise: matmul
# style: needs no protection, but promises first derivatives only
import torch
from torch.autograd.function import once_differentiable


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return torch.matmul(q, k.transpose(0, 1))

    @staticmethod
    @once_differentiable
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        return torch.matmul(gx, k), torch.matmul(gx.transpose(0, 1), q)
