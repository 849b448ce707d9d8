import torch


class Inverse(torch.autograd.Function):
    """Without an inverse: two systems with the transposed matrix, from both sides."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.linalg.inv(x)

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        left = torch.linalg.solve(x.mT, g)
        return -torch.linalg.solve(x.mT, left, left=False)
