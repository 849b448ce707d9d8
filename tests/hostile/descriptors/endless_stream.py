# hostile: sends bytes without end
# verdict: not-passed
# evidence: none
# timeout: 0.5
import os

import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        while True:
            os.write(3, b"\0" * 65536)
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * 0
