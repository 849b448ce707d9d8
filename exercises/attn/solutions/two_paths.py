import torch


def through_tanh(g, a):
    return g - g * a * a


class Attn(torch.autograd.Function):
    """Follow each output back on its own, and add what the two paths bring."""

    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q.mm(k.t()))
        ctx.save_for_backward(q, k, v, a)
        return a.mm(v), a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx_from_a = through_tanh(ga, a)
        gx_from_o = through_tanh(go.mm(v.t()), a)
        gq = gx_from_a.mm(k) + gx_from_o.mm(k)
        gk = gx_from_a.t().mm(q) + gx_from_o.t().mm(q)
        gv = a.t().mm(go)
        return gq, gk, gv
