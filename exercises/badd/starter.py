import torch


class Add(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b, c):
        return a + b + c

    @staticmethod
    def backward(ctx, gy):
        # TODO: gy has the shape of the sum. Return the gradients of a, b and
        # c, in this order, each with the shape of its input: one column, one
        # row, one number.
        raise NotImplementedError("derive the gradients of a, b and c")
