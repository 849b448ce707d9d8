# hostile: sends arrays and maps nested a million deep
# verdict: not-passed
# evidence: none
import os
import struct

import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        for byte in (b"\x91", b"\x81", b"\xdd\0\0\0\1"):
            body = byte * 1_000_000
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
