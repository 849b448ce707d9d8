# hostile: sends its answer byte by byte
# verdict: not-passed
# evidence: none
# timeout: 0.4
import os
import struct
import time

import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        for _ in range(400):
            os.write(3, b"\0")
            time.sleep(0.05)
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * 0
