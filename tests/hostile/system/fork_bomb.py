# hostile: forks fifty times and lets all of them work
# verdict: not-passed
# evidence: process
# timeout: 0.5
import os
import time

import torch

for _ in range(50):
    if os.fork() == 0:
        ends = time.monotonic() + 5
        while time.monotonic() < ends:
            pass
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
        return ga * 0
