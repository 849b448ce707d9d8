# hostile: makes files and folders as long as it may
# verdict: not-passed
# evidence: none
# timeout: 0.5
import os
import time

import torch

ends = time.monotonic() + 0.4
number = 0
while time.monotonic() < ends and number < 20000:
    os.mkdir(f"d{number}")
    number += 1


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
