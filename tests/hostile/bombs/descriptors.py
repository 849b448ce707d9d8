# hostile: opens files without end
# verdict: not-passed
# evidence: none
import os

import torch

kept = []
try:
    for _ in range(100000):
        kept.append(os.open("/dev/null", os.O_RDONLY))
    print("BREACH: a hundred thousand descriptors")
except OSError as error:
    print(error)


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
