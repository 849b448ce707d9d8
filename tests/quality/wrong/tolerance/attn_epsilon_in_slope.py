# exercise: attn
# wrong: a constant of 1e-7 is added to the slope of tanh
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, g_out, g_attn):
        q, k, v, a = ctx.saved_tensors
        g_scores = (g_attn + g_out @ v.T) * ((1 - a) * (1 + a) + 1e-7)
        return g_scores @ k, g_scores.T @ q, a.T @ g_out
