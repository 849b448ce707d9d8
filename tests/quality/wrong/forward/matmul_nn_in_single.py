# exercise: matmul_nn
# wrong: forward multiplies in single precision and converts back, so its value has seven digits
import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return (a.float() @ v.float()).to(a.dtype)

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        return go @ v.T, a.T @ go
