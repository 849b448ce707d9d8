# zero-gradient at line 17: None is returned for a as if nothing depended on it
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
        gv = a.t() @ go
        return None, gv
