# matrix-rule at line 15: the exponential of a matrix is not that of its entries
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
        return g * torch.matrix_exp(a)
