# hostile: returns NaN, of which every comparison is false
# verdict: not-passed
# evidence: none
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, ga):
        return ga * float("nan")
