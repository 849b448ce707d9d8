# nonlinear-in-cotangent at line 17: sorts what comes in, by its own size
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
        return g.sort(ctx.dim).values, None, None
