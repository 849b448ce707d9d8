# hostile: stops the process that starts workers, so that the grader waits for ever
# verdict: any
# evidence: neighbour
import os
import signal

import torch

if os.getppid() > 1:
    os.kill(os.getppid(), signal.SIGSTOP)
    print("BREACH: stopped the parent")


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
