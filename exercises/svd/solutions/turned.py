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
        rest, s = gy - u @ m @ vh, s.unsqueeze(-2)
        rest = rest @ (vh.mT / s) @ vh + (u / s) @ u.mT @ rest
        return u @ inside @ vh + rest
