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
        gv = torch.matmul(a.transpose(0, 1), go)
        ga_total = ga + torch.matmul(go, v.transpose(0, 1))
        gx = ga_total * (1 - a * a)
        gq = torch.matmul(gx, k)
        gk = torch.matmul(gx.transpose(0, 1), q)
        return gq, gk, gv
