# exercise: matmul_nn
# wrong: the gradient of v is returned for each row of a apart, and it is the engine that adds the rows up
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
        gv = a[:, :, None] * go[:, None, :]
        return ga, gv
