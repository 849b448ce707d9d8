# exercise: matmul_nn
# wrong: the values are rounded to half precision, so the gradient of a has three digits
import torch


class AV(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        v16 = v.half().to(go.dtype)
        return go @ v16.T, a.T @ go
