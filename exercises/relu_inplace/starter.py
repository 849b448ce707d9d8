import torch


class ReLUInplace(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        x.clamp_(min=0)
        # TODO: x is another one than it was. Say so, keep what backward needs,
        # and see what has to be returned.
        return x

    @staticmethod
    def backward(ctx, gy):
        # TODO: gy has the shape of y. Return the gradient of the x that came
        # in.
        raise NotImplementedError("derive the gradient of x")
