# missing-transpose at line 17: a has to be transposed here, a square a hides it
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
        ga = torch.matmul(go, v.transpose(0, 1))
        gv = torch.matmul(a, go)
        return ga, gv
