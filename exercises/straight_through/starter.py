import torch


class StraightThrough(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.sign(x)

    @staticmethod
    def backward(ctx, gy):
        (x,) = ctx.saved_tensors
        # TODO: gy has the shape of y. Return what the gradient of x would be
        # if forward were clamp(x, -1, 1).
        raise NotImplementedError("choose the gradient of x")
