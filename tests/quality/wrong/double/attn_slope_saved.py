# exercise: attn
# wrong: the slope is computed in forward and saved, so the second derivative takes it for a constant
# beyond: yes
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        slope = 1 - a * a
        ctx.save_for_backward(q, k, v, a, slope)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a, slope = ctx.saved_tensors
        gx = (ga + go @ v.T) * slope
        return gx @ k, gx.T @ q, a.T @ go
