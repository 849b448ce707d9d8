import torch


class Sum(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim, keepdim):
        ctx.shape, ctx.dim, ctx.keepdim = x.shape, dim, keepdim
        return x.sum(dim, keepdim=keepdim)

    @staticmethod
    def backward(ctx, gy):
        # TODO: gy has the shape of the sum. Return the gradient of x, with the
        # shape of x, and None for dim and keepdim.
        raise NotImplementedError("derive the gradient of x")
