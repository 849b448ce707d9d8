# exercise: attn
# wrong: what comes through a is used if there is any, else what comes through o, but never both
import torch


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        if ga.any():
            total = ga
        else:
            total = go @ v.T
        gx = total * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
