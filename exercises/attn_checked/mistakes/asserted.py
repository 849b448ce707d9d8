# missing-check at line 13: an assertion is no ValueError, and -O switches it off
# fails: beyond
import torch


class CheckedAttn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        assert q.shape[1] == k.shape[1]
        assert k.shape[0] == v.shape[0]
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
