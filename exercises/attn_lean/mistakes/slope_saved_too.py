# kept-too-much at line 11: the slope is a matrix as large as a
# fails: economy
import torch


class LeanAttn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        x = q @ k.T
        a = torch.tanh(x)
        ctx.save_for_backward(q, k, v, a, 1 - a * a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a, slope = ctx.saved_tensors
        gx = (ga + go @ v.T) * slope
        return gx @ k, gx.T @ q, a.T @ go
