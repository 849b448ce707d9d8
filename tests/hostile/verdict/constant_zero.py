# hostile: returns zeros everywhere, of which gradcheck alone finds nothing
# verdict: not-passed
# evidence: none
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 0

    @staticmethod
    def backward(ctx, ga):
        return ga * 0
