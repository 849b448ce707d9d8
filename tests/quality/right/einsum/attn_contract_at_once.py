# exercise: attn
# style: each gradient is one einsum of three or four factors, nothing is named on the way
import torch


class TanhAttention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.einsum("qd,kd->qk", q, k).tanh()
        ctx.save_for_backward(q, k, v, a)
        return torch.einsum("qk,kp->qp", a, v), a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        slope = (1 + a) * (1 - a)
        gq = torch.einsum("qk,qk,kd->qd", ga, slope, k) + torch.einsum(
            "qp,kp,qk,kd->qd", go, v, slope, k
        )
        gk = torch.einsum("qk,qk,qd->kd", ga, slope, q) + torch.einsum(
            "qp,kp,qk,qd->kd", go, v, slope, q
        )
        return gq, gk, torch.einsum("qk,qp->kp", a, go)
