# hostile: leaves a process that forks and ends all the time, so that none is there for long
# verdict: any
# evidence: process
import os
import time

import torch

if os.fork() == 0:
    os.setsid()
    os.closerange(0, 64)
    ends = time.monotonic() + 6
    while time.monotonic() < ends:
        if os.fork():
            os._exit(0)
    os._exit(0)


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * (1 - a * a)
