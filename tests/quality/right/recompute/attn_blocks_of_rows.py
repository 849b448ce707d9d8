# exercise: attn
# style: recomputes A for two rows at a time and adds up, so that the whole of A is never there in backward
import torch

BLOCK = 2


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        ctx.save_for_backward(q, k, v)
        a = torch.tanh(q @ k.t())
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v = ctx.saved_tensors
        gq, gk, gv = [q.new_zeros(0, q.shape[1])], torch.zeros_like(k), torch.zeros_like(v)
        for start in range(0, q.shape[0], BLOCK):
            rows = slice(start, start + BLOCK)
            a = torch.tanh(q[rows] @ k.t())
            gx = (ga[rows] + go[rows] @ v.t()) * (1 - a * a)
            gq.append(gx @ k)
            gk = gk + gx.t() @ q[rows]
            gv = gv + a.t() @ go[rows]
        return torch.cat(gq), gk, gv
