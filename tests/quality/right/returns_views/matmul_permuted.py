# exercise: matmul
# style: the gradients are permuted slices of stacked products
import torch


class QKT(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return torch.matmul(k, q.t()).t().contiguous()

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        gq = torch.matmul(k.t(), gx.t()).permute(1, 0)
        gk = torch.matmul(q.t(), gx).movedim(0, 1)
        return gq, gk
