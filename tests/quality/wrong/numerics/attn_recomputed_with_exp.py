# exercise: attn
# wrong: the weights are recomputed from exponentials, which overflow for scores of some hundred
import torch


def tanh(x):
    up, down = torch.exp(x), torch.exp(-x)
    return (up - down) / (up + down)


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        ctx.save_for_backward(q, k, v)
        a = torch.tanh(q @ k.T)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v = ctx.saved_tensors
        a = tanh(q @ k.T)
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
