import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.transpose(0, 1))
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = torch.stack([(ga[i] + v @ go[i]) * (1 - a[i] ** 2) for i in range(len(q))])
        gq = torch.stack([row @ k for row in gx])
        gk = sum(torch.outer(gx[i], q[i]) for i in range(len(q)))
        gv = sum(torch.outer(a[i], go[i]) for i in range(len(q)))
        return gq, gk, gv
