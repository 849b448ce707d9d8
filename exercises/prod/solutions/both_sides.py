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
        x = x.movedim(ctx.dim, -1)
        one = torch.ones_like(x[..., :1])
        left = torch.cat([one, x[..., :-1]], -1).cumprod(-1)
        right = torch.cat([x[..., 1:], one], -1).flip(-1).cumprod(-1).flip(-1)
        gx = g.unsqueeze(-1) * left * right
        return gx.movedim(-1, ctx.dim), None
