# hostile: sends the largest frame that is allowed, again and again
# verdict: not-passed
# evidence: none
# timeout: 0.5
import os
import struct

import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        for number in range(1, 20):
            left = memoryview(struct.pack("<II", 64 << 20, number) + bytes(64 << 20))
            while left:
                left = left[os.write(3, left[: 1 << 20]) :]
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * 0
