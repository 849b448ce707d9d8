# exercise: attn
# wrong: the transpose of v is made by hand from its shape, which is right only for a v that lies row by row
import torch


class TanhAttention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        n, p = v.shape
        v_t = v.as_strided((p, n), (1, p))
        gx = (ga + go @ v_t) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
