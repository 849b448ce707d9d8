# hard-coded-size at line 15: the gradient of a is forced into a 2 by 2 matrix
# fails: shapes
import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, A, V):
        ctx.save_for_backward(A, V)
        return A @ V

    @staticmethod
    def backward(ctx, gO):
        A, V = ctx.saved_tensors
        gA = (gO @ V.t()).reshape(2, 2)
        gV = A.t() @ gO
        return gA, gV
