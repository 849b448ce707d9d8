# overwritten at line 19: += with an index reads all rows first and writes each of them once
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
        words = index >= 0
        gt = g.new_zeros(ctx.shape)
        gt[index[words]] += g[words]
        return gt, None
