# exercise: attn
# wrong: what comes through o is added into the caller's cotangent of a
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
        gv = a.T @ go
        ga += go @ v.T
        gx = ga * (1 - a * a)
        return gx @ k, gx.T @ q, gv
