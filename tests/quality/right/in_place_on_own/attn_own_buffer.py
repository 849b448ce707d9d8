# exercise: attn
# style: in-place operations on the product that backward itself has just made
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = q @ k.t()
        a.tanh_()
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = go @ v.t()
        gx += ga
        gx *= 1 - a * a
        return gx @ k, gx.t() @ q, a.t() @ go
