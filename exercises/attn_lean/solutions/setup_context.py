import torch


class LeanAttn(torch.autograd.Function):
    @staticmethod
    def forward(q, k, v):
        a = torch.tanh(q.mm(k.t()))
        return a.mm(v), a

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs, output[1])

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = ga.addmm(go, v.t())
        gx = gx - gx * a * a
        return gx.mm(k), gx.t().mm(q), a.t().mm(go)
