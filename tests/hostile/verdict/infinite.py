# hostile: returns infinities, so that every difference is infinite or NaN
# verdict: not-passed
# evidence: none
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return torch.tanh(x) * float("inf")

    @staticmethod
    def backward(ctx, ga):
        return ga * float("inf")
