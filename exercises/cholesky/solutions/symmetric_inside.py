import torch


class Cholesky(torch.autograd.Function):
    """The triangle is mirrored at once, so that all that follows is symmetric."""

    @staticmethod
    def forward(ctx, a):
        l = torch.linalg.cholesky((a + a.mT) / 2)
        ctx.save_for_backward(l)
        return l

    @staticmethod
    def backward(ctx, g):
        (l,) = ctx.saved_tensors
        m = (l.mT @ g).tril()
        m = m.tril(-1) + m.mT
        inverse = torch.linalg.inv(l)
        return inverse.mT @ m @ inverse / 2
