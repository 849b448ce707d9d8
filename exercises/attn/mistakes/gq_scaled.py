# factor at line 19: divided by the root of the width, which the forward does not do
# fails: blocks o->q a->q
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
        gx = (ga + go @ v.t()) * (1 - a * a)
        gq = gx @ k / q.shape[1] ** 0.5
        gk = gx.t() @ q
        return gq, gk, a.t() @ go
