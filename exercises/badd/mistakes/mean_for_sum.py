# factor at line 13: takes the mean over the columns where their sum is needed
# fails: blocks y->a
import torch


class Add(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b, c):
        return a + b + c

    @staticmethod
    def backward(ctx, g):
        ga = g.mean(1, keepdim=True)
        gb = g.sum(0)
        return ga, gb, g.sum()
