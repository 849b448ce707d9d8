import torch


class Add(torch.autograd.Function):
    """A sum is a product with ones."""

    @staticmethod
    def forward(ctx, a, b, c):
        return a + b + c

    @staticmethod
    def backward(ctx, g):
        rows, columns = g.shape
        ga = g @ g.new_ones(columns, 1)
        gb = g.new_ones(rows) @ g
        return ga, gb, gb @ g.new_ones(columns)
