# exercise: attn
# style: saves the slope 1 - a^2, which is no input or output, and so promises first derivatives only
import torch
from torch.autograd.function import once_differentiable


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        slope = 1 - a * a
        ctx.save_for_backward(q, k, v, a, slope)
        return a @ v, a

    @staticmethod
    @once_differentiable
    def backward(ctx, go, ga):
        q, k, v, a, slope = ctx.saved_tensors
        gx = (ga + go @ v.T) * slope
        return gx @ k, gx.T @ q, a.T @ go
