# exercise: attn
# wrong: forward saves all outer products in case they are needed, many times the memory of the inputs
# beyond: yes
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        pairs = q[:, None, :] * k[None, :, :]
        a = torch.tanh(q @ k.T)
        mixed = a[:, :, None] * v[None, :, :]
        ctx.save_for_backward(q, k, v, a, pairs, mixed)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a, *_ = ctx.saved_tensors
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
