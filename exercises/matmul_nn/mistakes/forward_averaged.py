# wrong-forward at line 10: averages the rows of v where it should add them
# fails: forward
import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v / a.shape[1]

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        n = a.shape[1]
        return go @ v.t() / n, a.t() @ go / n
