# exercise: attn
# wrong: scores below zero pass nothing back, as if tanh were a relu
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
        active = (a > 0).to(a.dtype)
        gx = (ga + go @ v.T) * (1 - a * a) * active
        return gx @ k, gx.T @ q, a.T @ go
