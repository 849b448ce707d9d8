import torch


class Add(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b, c):
        ctx.shapes = a.shape, b.shape, c.shape
        return a + b + c

    @staticmethod
    def backward(ctx, g):
        return tuple(g.sum_to_size(shape) for shape in ctx.shapes)
