# missing-chain-factor at line 19: the cotangent of o has not passed through the product yet
# fails: crash
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
        gx = (go + ga) * (1 - a * a)
        gq = gx @ k
        gk = gx.t() @ q
        return gq, gk, gv
