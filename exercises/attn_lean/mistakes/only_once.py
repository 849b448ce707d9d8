# once-differentiable at line 16: an honest answer elsewhere, here it has to be differentiated
# fails: second-order
import torch
from torch.autograd.function import once_differentiable


class LeanAttn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        x = q @ k.T
        a = torch.tanh(x)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    @once_differentiable
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
