# not-differentiable at line 11: the output is marked as one that carries no gradient
# fails: differentiable
import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        o = torch.matmul(a, v)
        ctx.save_for_backward(a, v)
        ctx.mark_non_differentiable(o)
        return o

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        return torch.matmul(go, v.t()), torch.matmul(a.t(), go)
