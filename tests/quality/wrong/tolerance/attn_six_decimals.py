# exercise: attn
# wrong: the weights are rounded to six decimals before the slope is taken
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
        short = torch.round(a, decimals=6)
        gx = (ga + go @ v.T) * (1 - short**2)
        return gx @ k, gx.T @ q, a.T @ go
