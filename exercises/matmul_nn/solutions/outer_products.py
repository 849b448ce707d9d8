import torch


class MatmulNN(torch.autograd.Function):
    """gv adds up one outer product for each row of a, ga one for each column of v."""

    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        gv = sum(torch.outer(a_row, go_row) for a_row, go_row in zip(a, go))
        ga = sum(torch.outer(go[:, j], v[:, j]) for j in range(v.shape[1]))
        return ga, gv
