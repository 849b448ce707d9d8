# factor at line 16: a factor one half that nothing in the product explains
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
        gV = 0.5 * A.t() @ gO
        return gA, gV
