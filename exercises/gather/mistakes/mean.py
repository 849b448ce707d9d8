# factor at line 17: what comes back to one entry is averaged, it should be added
# fails: blocks y->x
import torch


class Gather(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, index):
        ctx.save_for_backward(index)
        ctx.shape = x.shape
        return x.gather(1, index)

    @staticmethod
    def backward(ctx, g):
        (index,) = ctx.saved_tensors
        gx = g.new_zeros(ctx.shape)
        return gx.scatter_reduce(1, index, g, "mean", include_self=False), None
