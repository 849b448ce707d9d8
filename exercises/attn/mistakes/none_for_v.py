# zero-gradient at line 21: None is returned for v as if nothing depended on it
# fails: contract
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
        gx = (ga + go @ v.t()) * (1 - a * a)
        gq = gx @ k
        gk = gx.t() @ q
        return gq, gk, None
