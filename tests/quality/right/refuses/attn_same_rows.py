# exercise: attn
# style: insists on the promised sizes: as many queries as keys
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        (m, d), (n, e), (r, _) = q.shape, k.shape, v.shape
        if not m == n == r:
            raise ValueError(f"Q, K and V have {m}, {n} and {r} rows, which must be equal")
        if d != e:
            raise ValueError(f"Q and K have {d} and {e} columns, which must be equal")
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (go @ v.T + ga) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
