# symmetric-part at line 21: forward took the symmetric part, so backward does too
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
        gap = w.unsqueeze(-2) - w.unsqueeze(-1)
        gap = gap.masked_fill(torch.eye(a.shape[-1], dtype=torch.bool), torch.inf)
        gv = 2 * v * gp
        s = v @ (torch.diag_embed(gw) + v.mT @ gv / gap) @ v.mT
        return s
