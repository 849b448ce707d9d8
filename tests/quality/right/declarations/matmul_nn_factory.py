# exercise: matmul_nn
# style: a factory makes the class, its transposes are closures
import torch


def make(flip):
    class MatmulNN(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a, v):
            ctx.save_for_backward(a, v)
            return a @ v

        @staticmethod
        def backward(ctx, go):
            a, v = ctx.saved_tensors
            return go @ flip(v), flip(a) @ go

    return MatmulNN


MatmulNN = make(lambda t: t.transpose(-2, -1))
