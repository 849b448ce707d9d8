# hard-coded-size at line 20: with more columns than rows there is a part that v does not span
# fails: shapes
import torch


class SVD(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        u, s, vh = torch.linalg.svd(x, full_matrices=False)
        return s, u @ vh

    @staticmethod
    def backward(ctx, gs, gy):
        (x,) = ctx.saved_tensors
        u, s, vh = torch.linalg.svd(x, full_matrices=False)
        m = u.mT @ gy @ vh.mT
        inside = (m - m.mT) / (s.unsqueeze(-1) + s.unsqueeze(-2)) + torch.diag_embed(gs)
        rows = (gy - u @ u.mT @ gy) @ (vh.mT / s.unsqueeze(-2)) @ vh
        return u @ inside @ vh + rows
