# hostile: is wrong in one call of four, and hopes
# verdict: not-passed
# evidence: none
import torch

source = torch.Generator().manual_seed(11)


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(torch.tanh(x))
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        if float(torch.rand((), generator=source)) < 0.25:
            return ga
        return ga * (1 - a * a)
