# dropped-cotangent at line 17: the cotangent of a is never used
# fails: blocks a->q a->k
import torch


class LeanAttn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        x = q @ k.T
        a = torch.tanh(x)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
