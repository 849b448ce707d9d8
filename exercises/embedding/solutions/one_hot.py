import torch


class Embedding(torch.autograd.Function):
    """Looking up is a product with zeros and ones, in which padding has no 1."""

    @staticmethod
    def forward(ctx, table, index):
        ctx.save_for_backward(index)
        ctx.shape = table.shape
        padding = (index < 0).unsqueeze(-1)
        return table[index.clamp(min=0)].masked_fill(padding, 0)

    @staticmethod
    def backward(ctx, g):
        (index,) = ctx.saved_tensors
        chosen = index.unsqueeze(-1) == torch.arange(ctx.shape[0])
        return chosen.to(g.dtype).T @ g, None
