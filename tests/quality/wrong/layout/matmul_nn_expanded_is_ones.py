# exercise: matmul_nn
# wrong: an expanded cotangent is taken for the ones that .sum() sends, though 3 * .sum() sends an expanded 3
import torch


class MatMulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        if 0 in go.stride():
            go = torch.ones(go.shape, dtype=go.dtype)
        return go @ v.T, a.T @ go
