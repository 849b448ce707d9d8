# exercise: matmul_nn
# wrong: a closure holds the inputs without the version check, so an input changed in place gives a silently wrong gradient
import torch


class MatmulAV(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.pull = lambda go: (go @ v.T, a.T @ go)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        return ctx.pull(go)
