# nonlinear-in-cotangent at line 15: the sign of the cotangent is lost
# fails: blocks o->a o->v
import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, A, V):
        ctx.save_for_backward(A, V)
        return A @ V

    @staticmethod
    def backward(ctx, gO):
        A, V = ctx.saved_tensors
        gO = gO.abs()
        gA = gO @ V.t()
        gV = A.t() @ gO
        return gA, gV
