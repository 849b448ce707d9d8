# exercise: attn
# style: saves all inputs and both outputs, and uses four of the five
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, *qkv):
        q, k, v = qkv
        a = torch.tanh(q @ k.T)
        oa = (a @ v, a)
        ctx.save_for_backward(*qkv, *oa)
        return oa

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, _o, a = ctx.saved_tensors
        gx = (go @ v.T + ga) * (1 - a**2)
        return gx @ k, gx.T @ q, a.T @ go
