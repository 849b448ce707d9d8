# wrong-order at line 17: the rule for a transposed factor, where none is transposed
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
        ga = go @ v.t()
        gv = go.t() @ a
        return ga, gv
