# missing-mask at line 22: computed again without the mask, the weights see the future
# fails: blocks o->q o->k o->v
import torch


def weights(q, k):
    """Zero where a key is in the future."""
    s = q @ k.mT / q.shape[-1] ** 0.5
    future = torch.ones(s.shape[-2:], dtype=torch.bool).triu(1)
    return s.masked_fill(future, -torch.inf).softmax(-1)


class CausalAttention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        ctx.save_for_backward(q, k, v)
        return weights(q, k) @ v

    @staticmethod
    def backward(ctx, g):
        q, k, v = ctx.saved_tensors
        a = torch.softmax(q @ k.mT / q.shape[-1] ** 0.5, -1)
        ga = g @ v.mT
        gs = a * (ga - (a * ga).sum(-1, keepdim=True))
        gs = gs / q.shape[-1] ** 0.5
        return gs @ k, gs.mT @ q, a.mT @ g
