# exercise: attn
# wrong: the keys are counted like the queries, so it is wrong for another number of keys than of queries
# beyond: yes
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
        gx = (ga + go @ v.T) * (1 - a * a)
        gk = torch.zeros_like(q)
        for j in range(len(q)):
            gk[j] = gx[:, j] @ q
        return gx @ k, gk, a.T @ go
