# factor at line 16: divided by the number of columns of v
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
        ga = go @ v.t() / v.shape[1]
        gv = a.t() @ go
        return ga, gv
