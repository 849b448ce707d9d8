# exercise: matmul
# style: both gradients from a single product with the block matrix [[0, G], [Gt, 0]]
import torch


class QKT(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.t()

    @staticmethod
    def backward(ctx, g):
        q, k = ctx.saved_tensors
        m, n = g.shape
        top = torch.cat([g.new_zeros(m, m), g], dim=1)
        bottom = torch.cat([g.t(), g.new_zeros(n, n)], dim=1)
        both = torch.cat([top, bottom]) @ torch.cat([q, k])
        return both[:m].clone(), both[m:].clone()
