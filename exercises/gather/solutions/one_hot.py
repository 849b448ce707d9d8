import torch


class Gather(torch.autograd.Function):
    """Each row times a matrix of its own, with a single 1 for each entry that was read."""

    @staticmethod
    def forward(ctx, x, index):
        ctx.save_for_backward(index)
        ctx.shape = x.shape
        return x.gather(1, index)

    @staticmethod
    def backward(ctx, g):
        (index,) = ctx.saved_tensors
        chosen = index.unsqueeze(-1) == torch.arange(ctx.shape[1])
        return (g.unsqueeze(-1) * chosen).sum(1), None
