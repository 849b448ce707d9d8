# dropped-cotangent at line 17: the eigenvalues come back, what comes in for the vectors does not
# fails: blocks p->a
import torch


class Eigh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        ctx.save_for_backward(a)
        w, v = torch.linalg.eigh((a + a.mT) / 2)
        return w, v**2

    @staticmethod
    def backward(ctx, gw, gp):
        (a,) = ctx.saved_tensors
        w, v = torch.linalg.eigh((a + a.mT) / 2)
        return v @ torch.diag_embed(gw) @ v.mT
