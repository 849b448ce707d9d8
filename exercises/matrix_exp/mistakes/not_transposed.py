# missing-transpose at line 16: the derivative in the direction g, where its adjoint is needed
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
        n = len(a)
        above = torch.cat([a, g], 1)
        below = torch.cat([torch.zeros_like(a), a], 1)
        return torch.matrix_exp(torch.cat([above, below]))[:n, n:]
