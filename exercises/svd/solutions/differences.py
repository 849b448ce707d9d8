import torch


class SVD(torch.autograd.Function):
    """With differences of squares, by which u and v turn, and with the pseudoinverse."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        u, s, vh = torch.linalg.svd(x, full_matrices=False)
        return s, u @ vh

    @staticmethod
    def backward(ctx, gs, gy):
        (x,) = ctx.saved_tensors
        u, s, vh = torch.linalg.svd(x, full_matrices=False)
        m, across, down = u.mT @ gy @ vh.mT, s.unsqueeze(-2), s.unsqueeze(-1)
        same = torch.eye(s.shape[-1], dtype=torch.bool)
        turn = (m - m.mT) / (across**2 - down**2).masked_fill(same, 1)
        inside = turn * across - down * turn + torch.diag_embed(gs)
        rest, y, back = gy - u @ m @ vh, u @ vh, torch.linalg.pinv(x)
        return u @ inside @ vh + rest @ back @ y + y @ back @ rest
