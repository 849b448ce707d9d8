# exercise: attn
# wrong: rows are worked on in pairs, and with an odd number of rows the last one is left at zero
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
        gx = torch.zeros_like(a)
        for i in range(0, len(q) - 1, 2):
            two = slice(i, i + 2)
            gx[two] = (ga[two] + go[two] @ v.T) * (1 - a[two] ** 2)
        return gx @ k, gx.T @ q, a.T @ go
