# exercise: attn
# wrong: the slope is one minus the square of the scores, not of their tanh, so q and k are wrong everywhere
import torch


class TanhAttention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        scores = torch.einsum("id,jd->ij", q, k)
        weights = torch.tanh(scores)
        ctx.save_for_backward(q, k, v)
        return torch.einsum("ij,jp->ip", weights, v), weights

    @staticmethod
    def backward(ctx, g_out, g_weights):
        q, k, v = ctx.saved_tensors
        scores = torch.einsum("id,jd->ij", q, k)
        inner = g_weights + torch.einsum("ip,jp->ij", g_out, v)
        inner = inner * (1 - scores.pow(2))
        g_q = torch.einsum("ij,jd->id", inner, k)
        g_k = torch.einsum("ij,id->jd", inner, q)
        g_v = torch.einsum("ij,ip->jp", scores.tanh(), g_out)
        return g_q, g_k, g_v
