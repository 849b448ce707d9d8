# exercise: attn
# wrong: where a score is beyond three the slope is set to zero, though it is still up to one percent there
import torch


class TanhAttention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v = ctx.saved_tensors
        scores = q @ k.T
        a = torch.tanh(scores)
        slope = torch.where(scores.abs() > 3, torch.zeros_like(a), 1 - a * a)
        gx = (ga + go @ v.T) * slope
        return gx @ k, gx.T @ q, a.T @ go
