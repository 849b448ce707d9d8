# exercise: matmul
# style: half and bfloat16 are added up in float32, float32 and float64 stay what they are
import torch


def wide(t):
    return t.float() if t.dtype in (torch.float16, torch.bfloat16) else t


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return (wide(q) @ wide(k).t()).to(q.dtype)

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        g = wide(gx)
        gq = g @ wide(k)
        gk = g.t() @ wide(q)
        return gq.to(q.dtype), gk.to(k.dtype)
