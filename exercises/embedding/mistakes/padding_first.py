# missing-mask at line 17 or 18: made 0, the padding trains the first row
# fails: blocks y->table
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
        index = index.clamp(min=0)
        return g.new_zeros(ctx.shape).index_add(0, index, g), None
