import torch


class Solve(torch.autograd.Function):
    """The factors of a are those of its transpose as well."""

    @staticmethod
    def forward(ctx, a, b):
        x = torch.linalg.solve(a, b)
        ctx.save_for_backward(a, x)
        return x

    @staticmethod
    def backward(ctx, g):
        a, x = ctx.saved_tensors
        factors, pivots = torch.linalg.lu_factor(a)
        gb = torch.linalg.lu_solve(factors, pivots, g, adjoint=True)
        return -torch.einsum("...ip,...jp->...ij", gb, x), gb
