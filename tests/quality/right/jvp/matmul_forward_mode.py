# exercise: matmul
# style: a jvp beside backward, tangents may be None
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        ctx.save_for_forward(q, k)
        return q @ k.t()

    @staticmethod
    def jvp(ctx, dq, dk):
        q, k = ctx.saved_tensors
        dx = torch.zeros(q.shape[0], k.shape[0], dtype=q.dtype, device=q.device)
        if dq is not None:
            dx = dx + dq @ k.t()
        if dk is not None:
            dx = dx + q @ dk.t()
        return dx

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        return gx @ k, gx.t() @ q
