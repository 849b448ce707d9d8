# exercise: attn
# style: zeros for what an unused output does not reach, expanded from a single number
import torch


def zeros(like):
    return torch.zeros((), dtype=like.dtype, device=like.device).expand(like.shape)


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        ctx.set_materialize_grads(False)
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        if go is None and ga is None:
            return zeros(q), zeros(k), zeros(v)
        gv = zeros(v) if go is None else a.T @ go
        total = (zeros(a) if ga is None else ga) + (0 if go is None else go @ v.T)
        gx = total * (1 - a * a)
        return gx @ k, gx.T @ q, gv
