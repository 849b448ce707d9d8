import torch


class Embedding(torch.autograd.Function):
    @staticmethod
    def forward(ctx, table, index):
        ctx.save_for_backward(index)
        ctx.shape = table.shape
        padding = (index < 0).unsqueeze(-1)
        return table[index.clamp(min=0)].masked_fill(padding, 0)

    @staticmethod
    def backward(ctx, gy):
        (index,) = ctx.saved_tensors
        # TODO: gy has the shape of y. Return the gradient of the table, with
        # the shape ctx.shape, and None for the index. An index of -1 is
        # padding.
        raise NotImplementedError("derive the gradient of the table")
