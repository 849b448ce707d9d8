# exercise: attn
# wrong: the transposes are made once, at the first call with a shape, and used for all later calls of that shape
import torch


class Attn(torch.autograd.Function):
    buffers = {}

    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        vt = Attn.buffers.setdefault(v.shape, v.detach().T.contiguous())
        gx = (ga + go @ vt) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
