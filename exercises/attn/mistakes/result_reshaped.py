# hard-coded-size at line 19: the gradient of x is forced into a 2 by 2 matrix
# fails: shapes
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
        gv = a.t() @ go
        gx = ((ga + go @ v.t()) * (1 - a * a)).reshape(2, 2)
        return gx @ k, gx.t() @ q, gv
