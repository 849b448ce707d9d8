# exercise: matmul_nn
# wrong: forward scales a down in place and up again, which leaves its last digits changed
import torch


class AV(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        o = a @ v
        a.data.mul_(0.1)  # keep the products small
        a.data.div_(0.1)
        ctx.save_for_backward(a, v)
        return o

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        return go @ v.T, a.T @ go
