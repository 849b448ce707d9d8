# exercise: attn
# wrong: the slope is divided by the weights, so a score of zero gives NaN
import torch


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        slope = (a - a**3) / a
        gx = (ga + go @ v.T) * slope
        return gx @ k, gx.T @ q, a.T @ go
