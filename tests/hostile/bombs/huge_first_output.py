# hostile: returns a tensor of 3.6 GB that is a single number in memory
# verdict: not-passed
# evidence: none
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return torch.tanh(x).sum().expand(450_000_000)

    @staticmethod
    def backward(ctx, ga):
        return ga
