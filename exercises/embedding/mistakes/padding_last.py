# missing-mask at line 18: -1 is an index too: the last row gets what came in for the padding
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
        gt = g.new_zeros(ctx.shape)
        gt.index_put_((index,), g, accumulate=True)
        return gt, None
