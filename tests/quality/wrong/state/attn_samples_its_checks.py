# exercise: attn
# wrong: Python's generator decides whether the result is looked at, so everybody else's random numbers change
import random

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
        gx = (ga + go @ v.T) * (1 - a * a)
        gq, gk, gv = gx @ k, gx.T @ q, a.T @ go
        if random.random() < 0.1:
            assert gq.shape == q.shape and gk.shape == k.shape
        return gq, gk, gv
