# ignores-cotangent at line 18: a matrix of ones is put in place of the cotangent of o
# fails: blocks o->v a->v
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
        gv = a.t() @ torch.ones_like(go)
        gx = (ga + go @ v.t()) * (1 - a * a)
        return gx @ k, gx.t() @ q, gv
