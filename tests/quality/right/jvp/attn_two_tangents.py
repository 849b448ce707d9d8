# exercise: attn
# style: jvp gives the tangents of both outputs
import torch


def zero_if_none(t, like):
    return torch.zeros_like(like) if t is None else t


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        ctx.save_for_forward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def jvp(ctx, dq, dk, dv):
        q, k, v, a = ctx.saved_tensors
        dq, dk, dv = map(zero_if_none, (dq, dk, dv), (q, k, v))
        da = (dq @ k.T + q @ dk.T) * (1 - a * a)
        return da @ v + a @ dv, da

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (go @ v.T + ga) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
