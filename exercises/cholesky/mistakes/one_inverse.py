# units at line 18: the inverse stands on both sides, one of them is missing here
# fails: blocks l->a
import torch


class Cholesky(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        l = torch.linalg.cholesky((a + a.mT) / 2)
        ctx.save_for_backward(l)
        return l

    @staticmethod
    def backward(ctx, g):
        (l,) = ctx.saved_tensors
        phi = (l.mT @ g).tril()
        phi = phi - torch.diag_embed(phi.diagonal(dim1=-2, dim2=-1)) / 2
        s = torch.linalg.solve_triangular(l.mT, phi, upper=True)
        return (s + s.mT) / 2
