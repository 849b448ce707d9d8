# matrix-rule at line 15: right for numbers, or where the two matrices commute
# fails: blocks y->a
import torch


class MatrixExp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        ctx.save_for_backward(a)
        return torch.matrix_exp(a)

    @staticmethod
    def backward(ctx, g):
        (a,) = ctx.saved_tensors
        return torch.matrix_exp(a).T @ g
