import torch


class Twice(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return 2 * x

    @staticmethod
    def backward(ctx, g):
        # TODO: g has the shape of y. Return the gradient of x.
        raise NotImplementedError("derive the gradient of x")
