# missing-check at line 11: nothing is compared, and torch speaks of mat1 and mat2
# fails: beyond
import torch


class CheckedAttn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
