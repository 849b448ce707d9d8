# exercise: attn
# style: keeps the three inputs only and computes A again in backward
import torch


def weights(q, k):
    return (q @ k.t()).tanh()


class Attention(torch.autograd.Function):
    """Checkpointing by hand: n*n numbers fewer to keep, one product more to compute."""

    @staticmethod
    def forward(ctx, q, k, v):
        ctx.save_for_backward(q, k, v)
        a = weights(q, k)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v = ctx.saved_tensors
        a = weights(q, k)  # again
        gv = a.t() @ go
        gx = (go @ v.t()).add(ga).mul(1 - a.square())
        return gx @ k, gx.t() @ q, gv
