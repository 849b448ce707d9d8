# hostile: returns a million tensors
# verdict: not-passed
# evidence: none
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return (torch.tanh(x),) * 10**6

    @staticmethod
    def backward(ctx, *ga):
        return ga[0]
