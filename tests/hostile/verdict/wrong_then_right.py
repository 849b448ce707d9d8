# hostile: is wrong the first time and right afterwards, when a check looks again
# verdict: not-passed
# evidence: none
import torch

calls = [0]


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(torch.tanh(x))
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, ga):
        calls[0] += 1
        (a,) = ctx.saved_tensors
        return ga * (1 - a * a) * (calls[0] > 2)
