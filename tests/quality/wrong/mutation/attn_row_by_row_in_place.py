# exercise: attn
# wrong: the cotangent of a is completed row by row in place, so the caller's tensor changes
import torch


class TanhAttention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        for i in range(ga.shape[0]):
            ga[i] = (ga[i] + v @ go[i]) * (1 - a[i] * a[i])
        return ga @ k, ga.T @ q, a.T @ go
