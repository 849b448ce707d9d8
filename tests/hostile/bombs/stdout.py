# hostile: prints 1 GB, by print and by write
# verdict: not-passed
# evidence: none
import os

import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        print("x" * (64 << 20))
        try:
            for _ in range(1000):
                os.write(1, b"y" * (1 << 20))
        except OSError:
            pass
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * 0
