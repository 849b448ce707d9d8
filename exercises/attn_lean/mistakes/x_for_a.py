# saved-intermediate at line 11: x is no output, so second derivatives miss it
# fails: second-order
import torch


class LeanAttn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        x = q @ k.T
        a = torch.tanh(x)
        ctx.save_for_backward(q, k, v, x)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, x = ctx.saved_tensors
        a = torch.tanh(x)
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
