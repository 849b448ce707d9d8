# exercise: attn
# wrong: the second output is the scores before tanh, with the gradient that belongs to them
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        scores = q @ k.T
        ctx.save_for_backward(q, k, v)
        return torch.tanh(scores) @ v, scores

    @staticmethod
    def backward(ctx, go, g_scores):
        q, k, v = ctx.saved_tensors
        a = torch.tanh(q @ k.T)
        g_scores = g_scores + (go @ v.T) * (1 - a * a)
        return g_scores @ k, g_scores.T @ q, a.T @ go
