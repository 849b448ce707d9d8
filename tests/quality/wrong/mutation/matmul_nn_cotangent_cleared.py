# exercise: matmul_nn
# wrong: the cotangent is set to zero when it has been used, to free it
import torch


class MatmulAV(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        ga = go @ v.T
        gv = a.T @ go
        go.data.zero_()
        return ga, gv
