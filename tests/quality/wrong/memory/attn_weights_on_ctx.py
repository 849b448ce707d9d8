# exercise: attn
# wrong: an output is kept on ctx, which keeps itself alive: a circle that only the garbage collector ends
# beyond: yes
import torch


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        ctx.a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v)
        return ctx.a @ v, ctx.a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v = ctx.saved_tensors
        a = ctx.a
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
