# hard-coded-size at line 16: the loop always does four columns, whatever the size of v
# fails: shapes
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
        ga = sum(torch.outer(go[:, j], v[:, j]) for j in range(4))
        gv = torch.matmul(a.t(), go)
        return ga, gv
