# kept-too-much at line 11: x is not needed where a is there
# fails: economy
import torch


class LeanAttn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        x = q @ k.T
        a = torch.tanh(x)
        ctx.save_for_backward(q, k, v, x, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, _, a = ctx.saved_tensors
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
