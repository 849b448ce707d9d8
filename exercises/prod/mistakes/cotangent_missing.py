# ignores-cotangent at line 19: the product of the others is right, but never meets the cotangent
# fails: blocks y->x
import torch


class Prod(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim):
        ctx.save_for_backward(x)
        ctx.dim = dim
        return x.prod(dim)

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        x = x.movedim(ctx.dim, -1)
        itself = torch.eye(x.shape[-1], dtype=torch.bool)
        others = x.unsqueeze(-2).masked_fill(itself, 1).prod(-1)
        return others.movedim(-1, ctx.dim), None
