# some-values at line 18: always goes along the rows, whichever axis was sorted
# fails: shapes
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
        return torch.zeros_like(g).scatter(1, order, g), None, None
