# hostile: writes noise to each descriptor that may be open
# verdict: not-passed
# evidence: none
import os

import torch

for descriptor in range(64):
    try:
        os.set_blocking(descriptor, False)
        os.write(descriptor, b"\x93\xff" * 4096)
    except OSError:
        pass


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
