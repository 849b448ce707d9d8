# exercise: attn
# style: all second derivatives are written out, in a Function that stands for backward
import torch
from torch.autograd import Function


class AttnBackward(Function):
    @staticmethod
    def forward(ctx, go, ga, q, k, v, a):
        ctx.save_for_backward(go, ga, q, k, v, a)
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go

    @staticmethod
    def backward(ctx, hq, hk, hv):
        """Cotangents of (gq, gk, gv) to those of (go, ga, q, k, v, a); a counts as an input."""
        go, ga, q, k, v, a = ctx.saved_tensors
        t = ga + go @ v.T
        s = 1 - a * a
        gx = t * s
        # gq = gx k, gk = gx^T q
        hx = hq @ k.T + q @ hk.T
        out_q = gx @ hk
        out_k = gx.T @ hq
        # gx = t s
        ht = hx * s
        # t = ga + go v^T, gv = a^T go
        out_go = ht @ v + a @ hv
        out_v = ht.T @ go
        out_a = -2 * a * t * hx + go @ hv.T
        return out_go, ht, out_q, out_k, out_v, out_a


class Attn(Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        return AttnBackward.apply(go, ga, *ctx.saved_tensors)
