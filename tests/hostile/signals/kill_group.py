# hostile: kills the process group of its parent
# verdict: any
# evidence: neighbour
import os
import signal

import torch

group = os.getpgid(os.getppid())
if group in (os.getppid(), {{GRADER_PID}}):
    os.killpg(group, signal.SIGKILL)
    print("BREACH: killed a group")


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
