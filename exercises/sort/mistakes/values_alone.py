# wrong-signature at line 16: there are two outputs, so two cotangents come in
# fails: crash
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
    def backward(ctx, g):
        (order,) = ctx.saved_tensors
        return torch.zeros_like(g).scatter(ctx.dim, order, g), None, None
