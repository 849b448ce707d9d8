# dropped-cotangent at line 19: uses one path or the other, but both add up
# fails: together
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
        gv = a.t() @ go
        g = ga if ga.abs().sum() > 0 else go @ v.t()
        gx = g * (1 - a * a)
        return gx @ k, gx.t() @ q, gv
