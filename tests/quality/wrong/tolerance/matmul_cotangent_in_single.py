# exercise: matmul
# wrong: the cotangent goes through single precision on its way to q; zeros and ones survive that, other numbers lose half of their digits
import torch


class QKT(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return torch.einsum("id,jd->ij", q, k)

    @staticmethod
    def backward(ctx, g):
        q, k = ctx.saved_tensors
        rough = g.float().to(k.dtype)
        return rough @ k, g.T @ q
