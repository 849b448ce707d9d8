# exercise: attn
# style: the slope and the saving come from two mixins
import torch


class SlopeOfTanh:
    @staticmethod
    def slope(a):
        return 1 - a * a


class Saves:
    @staticmethod
    def keep(ctx, *tensors):
        ctx.save_for_backward(*tensors)


class Attn(SlopeOfTanh, Saves, torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        Attn.keep(ctx, q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (ga + go @ v.T) * Attn.slope(a)
        return gx @ k, gx.T @ q, a.T @ go
