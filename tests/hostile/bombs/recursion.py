# hostile: recurses without end, in Python and in C
# verdict: not-passed
# evidence: none
import sys

import torch

sys.setrecursionlimit(10**9)


def deeper(n):
    return [deeper(n + 1)]


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        deeper(0)
        return ga * 0
