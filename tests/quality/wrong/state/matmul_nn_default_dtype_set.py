# exercise: matmul_nn
# wrong: forward sets the default dtype of the whole program to double
import torch


class MatMulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        if a.dtype == torch.float64:
            torch.set_default_dtype(torch.float64)
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        return go @ v.T, a.T @ go
