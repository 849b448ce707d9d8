# wrong-forward at line 9: x is divided by the root of the width, which nobody asked for
# fails: forward
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        x = q @ k.t() / q.shape[1] ** 0.5
        a = torch.tanh(x)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (ga + go @ v.t()) * (1 - a * a) / q.shape[1] ** 0.5
        return gx @ k, gx.t() @ q, a.t() @ go
