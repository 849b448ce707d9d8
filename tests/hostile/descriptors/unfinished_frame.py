# hostile: announces a frame of 64 MB and never sends the end of it
# verdict: not-passed
# evidence: none
# timeout: 0.5
import os
import struct
import time

import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        os.write(3, struct.pack("<II", 64 << 20, 1) + b"x" * 1000)
        time.sleep(60)
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * 0
