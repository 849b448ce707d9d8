# wrong-count at line 18: the cotangent is returned as a third gradient
# fails: contract
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
        ga = torch.matmul(go, v.t())
        gv = torch.matmul(a.t(), go)
        return ga, gv, go
