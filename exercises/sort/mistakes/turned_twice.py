# some-values at line 18: order already knows what is descending, this turns it once more
# fails: shapes
import torch


class Sort(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim, descending):
        y, order = torch.sort(x, dim=dim, descending=descending)
        ctx.save_for_backward(order)
        ctx.mark_non_differentiable(order)
        ctx.dim, ctx.descending = dim, descending
        return y, order

    @staticmethod
    def backward(ctx, g, _):
        (order,) = ctx.saved_tensors
        g = g.flip(ctx.dim) if ctx.descending else g
        return torch.zeros_like(g).scatter(ctx.dim, order, g), None, None
