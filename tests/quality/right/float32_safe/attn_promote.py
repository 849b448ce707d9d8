# exercise: attn
# style: torch.promote_types picks the dtype to compute in, type_as brings the result back
import torch


def lift(*tensors):
    kind = torch.promote_types(tensors[0].dtype, torch.float32)
    return tuple(t.to(kind) for t in tensors)


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        ctx.save_for_backward(q, k, v)
        Q, K, V = lift(q, k, v)
        a = torch.tanh(Q @ K.t())
        return (a @ V).type_as(q), a.type_as(q)

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v = ctx.saved_tensors
        Q, K, V, gO, gA = lift(q, k, v, go, ga)
        a = torch.tanh(Q @ K.t())
        gx = (gA + gO @ V.t()) * (1 - a) * (1 + a)
        return (gx @ K).type_as(q), (gx.t() @ Q).type_as(k), (a.t() @ gO).type_as(v)
