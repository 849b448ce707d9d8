# missing-transpose at line 15: v has to be transposed here, the shapes do not fit
# fails: crash
import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, A, V):
        ctx.save_for_backward(A, V)
        return A @ V

    @staticmethod
    def backward(ctx, gO):
        A, V = ctx.saved_tensors
        gA = gO @ V
        gV = A.t() @ gO
        return gA, gV
