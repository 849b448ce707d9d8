# sign at line 19: the square is added, it should be taken away
# fails: blocks o->q o->k a->q a->k
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
        gv = torch.matmul(a.t(), go)
        gx = (ga + torch.matmul(go, v.t())) * (1 + a**2)
        gq = torch.matmul(gx, k)
        gk = torch.matmul(gx.t(), q)
        return gq, gk, gv
