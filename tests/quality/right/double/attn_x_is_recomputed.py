# exercise: attn
# style: needs X in backward and computes it from Q and K, so that autograd sees where it comes from
import torch


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        x = q @ k.T  # not saved: it would be a constant for the second derivative
        a = x.tanh()
        ctx.save_for_backward(q, k, v)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v = ctx.saved_tensors
        x = q @ k.T
        e = torch.exp(-2 * torch.abs(x))
        slope = 4 * e / ((1 + e) * (1 + e))
        gx = slope * (ga + go @ v.T)
        return gx @ k, gx.T @ q, torch.tanh(x).T @ go
