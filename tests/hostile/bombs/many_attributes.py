# hostile: keeps a hundred thousand tensors for its backward
# verdict: not-passed
# evidence: none
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        for number in range(100_000):
            setattr(ctx, f"t{number}" * 40, x)
        ctx.save_for_backward(*[x] * 10_000)
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, ga):
        return ga
