# wrong-forward at line 9: tanh is left out of the forward
# fails: forward
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.matmul(q, k.transpose(0, 1))
        o = torch.matmul(a, v)
        ctx.save_for_backward(q, k, v, a)
        return o, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = ga + torch.matmul(go, v.transpose(0, 1))
        gq = torch.matmul(gx, k)
        gk = torch.matmul(gx.transpose(0, 1), q)
        gv = torch.matmul(a.transpose(0, 1), go)
        return gq, gk, gv
