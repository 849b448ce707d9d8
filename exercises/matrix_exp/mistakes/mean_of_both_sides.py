# matrix-rule at line 16: the mean of both orders is right to the second term only
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
        y = torch.matrix_exp(a).T
        return (y @ g + g @ y) / 2
