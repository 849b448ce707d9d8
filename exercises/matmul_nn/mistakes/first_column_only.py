# missing-term at line 16: every column of v takes part, not only the first
# fails: blocks o->a
import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        o = torch.matmul(a, v)
        ctx.save_for_backward(a, v)
        return o

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        ga = torch.outer(go[:, 0], v[:, 0])
        gv = torch.matmul(a.t(), go)
        return ga, gv
