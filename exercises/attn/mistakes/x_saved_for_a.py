# wrong-saved-tensor at line 12: x is saved where backward expects a
# fails: blocks o->q o->k o->v a->q a->k
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        x = torch.matmul(q, k.transpose(0, 1))
        a = torch.tanh(x)
        o = torch.matmul(a, v)
        ctx.save_for_backward(q, k, v, x)
        return o, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gv = a.t() @ go
        gx = (ga + go @ v.t()) * (1 - a * a)
        return gx @ k, gx.t() @ q, gv
