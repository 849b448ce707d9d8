# exercise: attn
# style: Q and K get their gradients from one batched product, where both have the same shape
import torch


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.baddbmm(q.new_zeros(1, len(q), len(k)), q[None], k.t()[None])[0].tanh()
        ctx.save_for_backward(q, k, v, a)
        return torch.matmul(a, v), a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        g = torch.baddbmm(ga[None], go[None], v.t()[None])[0]
        gx = (1 - a) * g * (1 + a)
        gv = torch.matmul(a.t(), go)
        if q.shape != k.shape:
            return gx @ k, gx.t() @ q, gv
        gq, gk = torch.bmm(torch.stack([gx, gx.t()]), torch.stack([k, q]))
        return gq, gk, gv
