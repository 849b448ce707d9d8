# nonlinear-in-cotangent at line 19: the sign of the cotangent of o is lost on the way to x
# fails: blocks o->q o->k
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
        gx = (ga + go.abs() @ v.t()) * (1 - a * a)
        return gx @ k, gx.t() @ q, gv
