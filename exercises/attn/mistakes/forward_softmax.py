# wrong-forward at line 9: softmax is used where tanh is asked for
# fails: forward
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.softmax(q @ k.t(), dim=1)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        g = ga + go @ v.t()
        gx = a * (g - (a * g).sum(1, keepdim=True))
        return gx @ k, gx.t() @ q, a.t() @ go
