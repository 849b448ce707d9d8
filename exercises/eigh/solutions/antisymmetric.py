import torch


class Eigh(torch.autograd.Function):
    """Only what is antisymmetric turns the vectors, and has no diagonal anyway."""

    @staticmethod
    def forward(ctx, a):
        ctx.save_for_backward(a)
        w, v = torch.linalg.eigh((a + a.mT) / 2)
        return w, v**2

    @staticmethod
    def backward(ctx, gw, gp):
        (a,) = ctx.saved_tensors
        w, v = torch.linalg.eigh((a + a.mT) / 2)
        same = torch.eye(a.shape[-1], dtype=torch.bool)
        gap = (w.unsqueeze(-2) - w.unsqueeze(-1)).masked_fill(same, 1)
        m = v.mT @ (v * gp)
        inside = (m - m.mT) / gap + torch.diag_embed(gw)
        return torch.einsum("...ij,...jk,...lk->...il", v, inside, v)
