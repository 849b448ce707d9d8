# hostile: dies in a way that leaves a core
# verdict: not-passed
# evidence: file
import os
import resource

import torch

try:
    resource.setrlimit(resource.RLIMIT_CORE, (1 << 20, 1 << 20))
    print("BREACH: may leave a core")
except (OSError, ValueError) as error:
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
        os.abort()
        return ga * 0
