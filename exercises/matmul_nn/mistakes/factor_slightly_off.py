# precision at line 15: a factor that is nearly one but not quite
# fails: blocks o->a
import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, A, V):
        ctx.save_for_backward(A, V)
        return A @ V

    @staticmethod
    def backward(ctx, gO):
        A, V = ctx.saved_tensors
        gA = 1.0005 * (gO @ V.t())
        gV = A.t() @ gO
        return gA, gV
