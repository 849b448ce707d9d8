# exercise: matmul_nn
# wrong: v is read through .data in the gradient of a, so how that gradient depends on v is lost
# beyond: yes
import torch


class AV(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        return go @ v.data.T, a.T @ go
