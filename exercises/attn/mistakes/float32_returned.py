# wrong-dtype at line 19: the gradient of v is a float32 tensor whatever v is
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
        gv = torch.zeros(v.shape)
        for i in range(a.shape[0]):
            gv += torch.outer(a[i], go[i])
        return gx @ k, gx.t() @ q, gv
