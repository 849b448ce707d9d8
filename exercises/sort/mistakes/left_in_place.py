# rearranged at line 18: the numbers were carried to other places, and have to go back
# fails: blocks y->x
import torch


class Sort(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim, descending):
        y, order = torch.sort(x, dim=dim, descending=descending)
        ctx.save_for_backward(order)
        ctx.mark_non_differentiable(order)
        ctx.dim = dim
        return y, order

    @staticmethod
    def backward(ctx, g, _):
        (order,) = ctx.saved_tensors
        return g, None, None
