# missing-chain-factor at line 17: a gradient for the rows that were fetched, not for the table
# fails: contract
import torch


class Embedding(torch.autograd.Function):
    @staticmethod
    def forward(ctx, table, index):
        ctx.save_for_backward(index)
        ctx.shape = table.shape
        padding = (index < 0).unsqueeze(-1)
        return table[index.clamp(min=0)].masked_fill(padding, 0)

    @staticmethod
    def backward(ctx, g):
        (index,) = ctx.saved_tensors
        return g.masked_fill((index < 0).unsqueeze(-1), 0), None
