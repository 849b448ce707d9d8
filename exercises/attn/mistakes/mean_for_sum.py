# factor at line 18: takes the mean over the rows where their sum is needed
# fails: blocks o->v
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
        gv = (a[:, :, None] * go[:, None, :]).mean(0)
        gx = (ga + go @ v.t()) * (1 - a * a)
        return gx @ k, gx.t() @ q, gv
