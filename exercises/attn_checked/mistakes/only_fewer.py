# missing-check at line 9: more columns in q than in k are taken
# fails: beyond
import torch


class CheckedAttn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        if q.shape[1] < k.shape[1]:
            raise ValueError("q and k have not as many columns")
        if k.shape[0] != v.shape[0]:
            raise ValueError("k and v have not as many rows")
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
