# factor at line 19: divided by how often the word occurs, but what comes back is added
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
        chosen = (index.unsqueeze(-1) == torch.arange(ctx.shape[0])).to(g.dtype)
        count = chosen.sum(0).clamp(min=1)
        return chosen.T @ g / count.unsqueeze(-1), None
