# exercise: matmul_nn
# wrong: only the first four columns of the cotangent are used, which is all of them in the first example
import torch


class MatmulAV(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        ga = sum(torch.outer(go[:, c], v[:, c]) for c in range(min(4, v.shape[1])))
        return torch.zeros_like(a) + ga, a.T @ go
