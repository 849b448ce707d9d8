# missing-chain-factor at line 13: the cotangent is handed on without the slope
# fails: blocks y->x
import torch


class Twice(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return 2 * x

    @staticmethod
    def backward(ctx, g):
        return 1 * g
