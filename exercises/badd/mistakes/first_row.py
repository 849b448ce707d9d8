# missing-term at line 14: only the first row comes back to b, which is in all of them
# fails: blocks y->b
import torch


class Add(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b, c):
        return a + b + c

    @staticmethod
    def backward(ctx, g):
        ga = g.sum(1, keepdim=True)
        gb = g[0]
        return ga, gb, g.sum()
