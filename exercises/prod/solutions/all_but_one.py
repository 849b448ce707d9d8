import math

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
        rows = x.unbind(ctx.dim)
        gx = [math.prod(rows[:i] + rows[i + 1 :], start=g) for i in range(len(rows))]
        return torch.stack(gx, ctx.dim) if gx else None, None
