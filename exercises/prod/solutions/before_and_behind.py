import torch


class Prod(torch.autograd.Function):
    """What stands before an entry, times what stands behind it."""

    @staticmethod
    def forward(ctx, x, dim):
        ctx.save_for_backward(x)
        ctx.dim = dim
        return x.prod(dim)

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        rows, gx = x.unbind(ctx.dim), []
        before, behind = g, 1
        for row in rows:
            gx.append(before)
            before = before * row
        for i in reversed(range(len(rows))):
            gx[i] = gx[i] * behind
            behind = behind * rows[i]
        return torch.stack(gx, ctx.dim) if gx else None, None
