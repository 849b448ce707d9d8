# symmetric-part at line 20: forward took the symmetric part, so backward does too
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
        s = torch.linalg.solve_triangular(l, s, upper=False, left=False)
        return s
