# matrix-rule at line 17: half of everything is taken, but only the diagonal is to be halved
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
        phi = phi / 2
        s = torch.linalg.solve_triangular(l.mT, phi, upper=True)
        s = torch.linalg.solve_triangular(l, s, upper=False, left=False)
        return (s + s.mT) / 2
