# exercise: matmul_nn
# wrong: a single column of values is broadcast and summed over the wrong axis
import torch


class MatMulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        if v.shape[1] == 1:  # a vector needs no matrix product
            return go * v.T, (a * go).sum(1, keepdim=True)
        return go @ v.T, a.T @ go
