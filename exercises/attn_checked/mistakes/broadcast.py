# missing-check at line 12: one column is repeated without a word, and so is one row
# fails: beyond
import torch


class CheckedAttn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh((q.unsqueeze(1) * k).sum(-1))
        o = (a.unsqueeze(-1) * v).sum(1)
        ctx.save_for_backward(q, k, v, a)
        return o, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
