import torch


class CheckedAttn(torch.autograd.Function):
    """torch notices by itself; only the kind of its exception, and the words, are changed."""

    @staticmethod
    def forward(ctx, q, k, v):
        try:
            a = torch.tanh(q.mm(k.t()))
            o = a.mm(v)
        except RuntimeError as error:
            raise ValueError("the sizes of q, k and v do not fit") from error
        ctx.save_for_backward(q, k, v, a)
        return o, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = ga.addmm(go, v.t())
        gx = gx - gx * a * a
        return gx.mm(k), gx.t().mm(q), a.t().mm(go)
