# ignores-cotangent at line 16: multiplies with v where the cotangent belongs
# fails: blocks o->v
import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, A, V):
        ctx.save_for_backward(A, V)
        return A @ V

    @staticmethod
    def backward(ctx, gO):
        A, V = ctx.saved_tensors
        gA = gO @ V.t()
        gV = A.t() @ V
        return gA, gV
