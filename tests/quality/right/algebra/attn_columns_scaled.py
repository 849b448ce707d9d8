# exercise: attn
# style: turned around: works with the transposes of everything and turns the results back
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        at = torch.tanh(k @ q.t())
        a = at.t().contiguous()
        ctx.save_for_backward(q, k, v, a)
        return (v.t() @ at).t().contiguous(), a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gxt = (v @ go.t() + ga.t()) * (1 - a.t() ** 2)
        return (k.t() @ gxt).t(), gxt @ q, (go.t() @ a).t()
