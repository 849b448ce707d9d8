# exercise: attn
# wrong: v alone is kept on ctx while the others are saved, so only a change of v goes unnoticed
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, a)
        ctx.v = v
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, a = ctx.saved_tensors
        gx = (ga + go @ ctx.v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
