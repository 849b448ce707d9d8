# swapped-gradients at line 18: the gradients are returned in the wrong order
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
        gv = torch.matmul(a.t(), go)
        ga = torch.matmul(go, v.t())
        return gv, ga
