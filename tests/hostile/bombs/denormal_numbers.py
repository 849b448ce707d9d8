# hostile: returns numbers that make arithmetic a hundred times slower, in the largest shape allowed
# verdict: not-passed
# evidence: none
# timeout: 0.5
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return torch.full((8_000_000,), 5e-324, dtype=torch.float64) + 0 * x.sum()

    @staticmethod
    def backward(ctx, ga):
        return ga.sum() * torch.ones(2, 2).double()
