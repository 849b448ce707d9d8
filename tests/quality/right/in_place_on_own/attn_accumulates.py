# exercise: attn
# style: adds up the contributions of the two outputs with add_ and addcmul_
import torch


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        total = torch.zeros_like(a)
        total.add_(ga)
        total.addmm_(go, v.T)
        gx = total.clone()
        gx.addcmul_(total, a * a, value=-1)
        return gx @ k, gx.T @ q, a.T @ go
