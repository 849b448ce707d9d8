# exercise: attn
# wrong: forward returns a list, which autograd does not look into, so no output carries a gradient
import torch


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        o = a @ v
        ctx.save_for_backward(q, k, v, a)
        return [o, a]

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
