# exercise: matmul_nn
# wrong: a cotangent whose strides grow is taken for one that has to be turned back, so a transposed one is used the wrong way round
import torch


def row_major(g):
    if g.dim() == 2 and g.stride(0) < g.stride(1):
        return g.t().reshape(g.shape)
    return g


class MatmulAV(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        go = row_major(go)
        return go @ v.T, a.T @ go
