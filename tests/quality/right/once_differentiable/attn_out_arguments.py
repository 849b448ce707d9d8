# exercise: attn
# style: writes into buffers with out=, which is allowed where no second derivative is promised
import torch
from torch.autograd.function import once_differentiable


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.t())
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    @once_differentiable
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        buffer = torch.empty(a.shape, dtype=a.dtype, device=a.device)
        torch.mm(go, v.t(), out=buffer)
        torch.add(buffer, ga, out=buffer)
        torch.mul(buffer, 1 - a * a, out=buffer)
        gq = torch.empty(q.shape, dtype=q.dtype, device=q.device)
        torch.mm(buffer, k, out=gq)
        return gq, buffer.t() @ q, a.t() @ go
