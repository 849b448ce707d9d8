# exercise: attn
# style: one query after the other, gradients of K and V are collected on the way
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        ctx.save_for_backward(q, k, v)
        a = torch.stack([torch.tanh(k @ query) for query in q])
        return torch.stack([v.t() @ weights for weights in a]), a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v = ctx.saved_tensors
        gq, gk, gv = [], 0, 0
        for query, g, h in zip(q, go, ga):
            a = torch.tanh(k @ query)
            gx = (h + v @ g) * (1 - a * a)
            gq.append(gx @ k)
            gk = gk + gx[:, None] * query
            gv = gv + a[:, None] * g
        return torch.stack(gq), gk, gv
