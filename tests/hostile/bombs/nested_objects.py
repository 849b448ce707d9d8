# hostile: returns lists in lists, a million deep
# verdict: not-passed
# evidence: none
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        nested = x
        for _ in range(10**6):
            nested = (nested,)
        return nested

    @staticmethod
    def backward(ctx, ga):
        return ga
