# swapped-gradients at line 15: the cotangents come in the order of the outputs, o first
# fails: crash
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.t())
        o = a @ v
        ctx.save_for_backward(q, k, v, a)
        return o, a

    @staticmethod
    def backward(ctx, ga, go):
        q, k, v, a = ctx.saved_tensors
        gv = a.t() @ go
        gx = (ga + go @ v.t()) * (1 - a * a)
        return gx @ k, gx.t() @ q, gv
