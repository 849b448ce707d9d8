# exercise: attn
# wrong: a single row is treated apart, without the slope of tanh
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        total = ga + go @ v.T
        if q.shape[0] == 1:
            return total * k, total * q, a * go
        gx = total * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
