# wrong-derivative at line 19: the square of the output is missing
# fails: blocks o->q o->k a->q a->k
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        x = torch.matmul(q, k.transpose(0, 1))
        a = torch.tanh(x)
        o = torch.matmul(a, v)
        ctx.save_for_backward(q, k, v, a)
        return o, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        g = ga + go @ v.t()
        gx = g * (1 - a)
        return gx @ k, gx.t() @ q, a.t() @ go
