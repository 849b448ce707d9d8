# zero-gradient at line 15: the gradient of a is left at zero
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
        gA = torch.zeros_like(A)
        gV = torch.matmul(A.t(), gO)
        return gA, gV
