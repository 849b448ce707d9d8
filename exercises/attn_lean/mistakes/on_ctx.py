# kept-too-much at line 12: on ctx it is kept as well
# fails: economy
import torch


class LeanAttn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        x = q @ k.T
        a = torch.tanh(x)
        ctx.save_for_backward(q, k, v, a)
        ctx.x = x
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (ga + go @ v.T) * (1 - torch.tanh(ctx.x) ** 2)
        return gx @ k, gx.T @ q, a.T @ go
