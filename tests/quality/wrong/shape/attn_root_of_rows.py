# exercise: attn
# wrong: the gradient of k is multiplied with the root of half the number of rows, which is one for two rows
import math

import torch


class TanhAttention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q * math.sqrt(len(q) / 2), a.T @ go
