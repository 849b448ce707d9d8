# exercise: matmul_nn
# wrong: products are taken as sums of logarithms with a sign beside them, and the sign of zero is zero over zero: NaN
import torch


def times(x, y):
    size = torch.exp(torch.log(x.abs()) + torch.log(y.abs()))
    return size * (x / x.abs()) * (y / y.abs())


class AV(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        gv = times(a.unsqueeze(2), go.unsqueeze(1)).sum(0)
        return go @ v.T, gv
