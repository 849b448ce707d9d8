# exercise: matmul_nn
# wrong: the cotangent is squared for v, which is the same only for zeros and ones
import torch


class AV(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        return go @ v.T, a.T @ go.pow(2)
