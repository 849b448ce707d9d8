import torch


class CheckedAttn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        (_, d), (n, e), (r, _) = q.shape, k.shape, v.shape
        if (d, n) != (e, r):
            raise ValueError("the sizes of q, k and v do not fit")
        a = torch.einsum("id,jd->ij", q, k).tanh()
        ctx.save_for_backward(q, k, v, a)
        return torch.einsum("ij,jp->ip", a, v), a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (ga + torch.einsum("ip,jp->ij", go, v)) * (1 - a) * (1 + a)
        gq = torch.einsum("ij,jd->id", gx, k)
        gk = torch.einsum("ij,id->jd", gx, q)
        return gq, gk, torch.einsum("ij,ip->jp", a, go)
