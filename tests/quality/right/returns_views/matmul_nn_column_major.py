# exercise: matmul_nn
# style: returns column-major gradients, transposes of products
import torch


class MatmulAV(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        return (v @ go.T).T, (go.T @ a).T
