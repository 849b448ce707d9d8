# hostile: has a number that takes seconds to fold and gigabytes to keep
# verdict: not-passed
# evidence: none
import torch

text = "x" * 4000 * 4000
number = 0x{{REPEAT 200000 f}}


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * 0
