# exercise: attn
# wrong: a missing cotangent is replaced by zeros in the shape of the other output, which fits only if both have the same shape
# beyond: yes
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        ctx.set_materialize_grads(False)
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        if go is None and ga is None:
            return None, None, None
        go = torch.zeros_like(ga) if go is None else go
        ga = torch.zeros_like(go) if ga is None else ga
        q, k, v, a = ctx.saved_tensors
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
