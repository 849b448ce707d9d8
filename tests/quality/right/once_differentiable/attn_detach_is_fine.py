# exercise: attn
# style: detaches what it saved, which cuts nothing where only first derivatives are offered
import torch
from torch.autograd import function


class TanhAttention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(torch.inner(q, k))
        ctx.save_for_backward(q, k, v, a)
        return a.mm(v), a

    @staticmethod
    @function.once_differentiable
    def backward(ctx, go, ga):
        q, k, v, a = [t.detach() for t in ctx.saved_tensors]
        gx = ga + go.mm(v.t())
        gx = gx - gx * a * a
        return gx.mm(k), gx.t().mm(q), a.t().mm(go)
