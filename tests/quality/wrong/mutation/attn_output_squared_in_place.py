# exercise: attn
# wrong: backward squares the saved weights in place, and they are the second output that the caller still holds
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
        gv = a.T @ go
        slope = 1 - a.data.mul_(a.data)
        gx = (ga + go @ v.T) * slope
        return gx @ k, gx.T @ q, gv
