# hostile: returns 56 MB from each forward once the first were right
# verdict: not-passed
# evidence: none
import torch

calls = [0]


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        calls[0] += 1
        ctx.save_for_backward(torch.tanh(x))
        return torch.tanh(x) if calls[0] <= 8 else x.sum() + torch.zeros(7_000_000).double()

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * (1 - a * a)
