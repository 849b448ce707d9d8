# factor at line 17: takes the mean over the rows where their sum is needed
# fails: blocks o->v
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
        ga = (go[:, None, :] * v[None, :, :]).sum(2)
        gv = (a[:, :, None] * go[:, None, :]).mean(0)
        return ga, gv
