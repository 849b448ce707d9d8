# exercise: matmul
# style: an undefined cotangent is answered with undefined gradients
import torch


class MatmulNT(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.set_materialize_grads(False)
        ctx.save_for_backward(q, k)
        return torch.inner(q, k)

    @staticmethod
    def backward(ctx, gx=None):
        if gx is None:
            return (None,) * 2
        q, k = ctx.saved_tensors
        return gx.mm(k), q.t().mm(gx).t()
