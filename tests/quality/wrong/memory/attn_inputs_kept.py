# exercise: attn
# wrong: the inputs of every call are kept on the class for debugging, so memory grows with every step
# beyond: yes
import torch


class TanhAttention(torch.autograd.Function):
    seen = []

    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        TanhAttention.seen.append((q, k, v))
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
