# not-finite at line 19: an eigenvalue differs from itself by 0, and the diagonal is divided by that
# fails: blocks w->a p->a
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
        gap = w.unsqueeze(-2) - w.unsqueeze(-1)
        gv = 2 * v * gp
        s = v @ (torch.diag_embed(gw) + v.mT @ gv / gap) @ v.mT
        return (s + s.mT) / 2
