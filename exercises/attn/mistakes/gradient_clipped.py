# nonlinear-in-cotangent at line 20: the gradient of q is cut off at a hundredth
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
        gv = a.t() @ go
        gx = (ga + go @ v.t()) * (1 - a * a)
        gq = torch.clamp(gx @ k, -0.01, 0.01)
        gk = gx.t() @ q
        return gq, gk, gv
