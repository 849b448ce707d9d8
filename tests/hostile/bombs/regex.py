# hostile: runs a pattern that backtracks for years
# verdict: not-passed
# evidence: none
# timeout: 0.5
import re

import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        re.match(r"(a+)+$", "a" * 40 + "b")
        return ga * 0
