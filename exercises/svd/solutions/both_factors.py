import torch


class SVD(torch.autograd.Function):
    """From gu and gv, as if both were outputs, with differences of squares."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        u, s, vh = torch.linalg.svd(x, full_matrices=False)
        return s, u @ vh

    @staticmethod
    def backward(ctx, gs, gy):
        (x,) = ctx.saved_tensors
        u, s, vh = torch.linalg.svd(x, full_matrices=False)
        v, same = vh.mT, torch.eye(s.shape[-1], dtype=torch.bool)
        squares = s**2
        gap = (squares.unsqueeze(-2) - squares.unsqueeze(-1)).masked_fill(same, 1)
        gu, gv = gy @ v, gy.mT @ u
        k, j = (u.mT @ gu - gu.mT @ u) / gap, (v.mT @ gv - gv.mT @ v) / gap
        inside = k * s.unsqueeze(-2) + s.unsqueeze(-1) * j + torch.diag_embed(gs)
        left = (gu - u @ u.mT @ gu) / s.unsqueeze(-2)
        right = (gv - v @ v.mT @ gv) / s.unsqueeze(-2)
        return (u @ inside + left) @ vh + u @ right.mT
