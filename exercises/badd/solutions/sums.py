import torch


class Add(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b, c):
        return a + b + c

    @staticmethod
    def backward(ctx, g):
        return g.sum(1, keepdim=True), g.sum(0), g.sum()
