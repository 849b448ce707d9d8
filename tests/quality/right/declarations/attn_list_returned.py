# exercise: attn
# style: several Functions in one file and a subclass that only adds a docstring to the right one
import torch


class _Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go


class Attn(_Attention):
    """Attention with tanh, for those who import it: Attn.apply(q, k, v)."""


def attention(q, k, v):
    return Attn.apply(q, k, v)
