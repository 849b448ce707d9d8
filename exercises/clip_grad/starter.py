import torch


class ClipGrad(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, c):
        ctx.c = c
        return x.view_as(x)

    @staticmethod
    def backward(ctx, gy):
        # TODO: gy has the shape of y. Return it, made as short as ctx.c if it
        # is longer, and something for c.
        raise NotImplementedError("limit the length of the gradient")
