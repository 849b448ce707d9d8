# exercise: attn
# wrong: the gradient of q is made column by column for three columns, so any other width gets a wrong shape or a crash
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (ga + go @ v.T) * (1 - a * a)
        gq = torch.stack([gx @ k[:, 0], gx @ k[:, 1], gx @ k[:, 2]], dim=1)
        return gq, gx.T @ q, a.T @ go
