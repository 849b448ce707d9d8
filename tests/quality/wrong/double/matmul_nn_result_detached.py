# exercise: matmul_nn
# wrong: the gradient of v is detached before it is returned
# beyond: yes
import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        return go @ v.T, (a.T @ go).detach()
