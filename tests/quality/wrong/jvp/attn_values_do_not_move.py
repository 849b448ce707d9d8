# exercise: attn
# wrong: the jvp of o forgets that the values move, so it is right only when v is constant
# beyond: yes
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        ctx.save_for_forward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go

    @staticmethod
    def jvp(ctx, tq, tk, tv):
        q, k, v, a = ctx.saved_tensors
        ta = (tq @ k.T + q @ tk.T) * (1 - a * a)
        return ta @ v, ta
