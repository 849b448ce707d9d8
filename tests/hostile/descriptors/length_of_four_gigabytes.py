# hostile: announces a frame of 4 GB
# verdict: not-passed
# evidence: none
import os
import struct

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
        os.write(3, struct.pack("<II", 0xFFFFFFFF, 4) + b"x" * 100)
        return ga * 0
