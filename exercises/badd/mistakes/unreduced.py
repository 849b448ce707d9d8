# missing-reduction at line 13: what was spread out in forward has to be added up again
# fails: contract
import torch


class Add(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b, c):
        return a + b + c

    @staticmethod
    def backward(ctx, g):
        return g, g, g
