# hostile: kills the grader
# verdict: any
# evidence: neighbour
import os
import signal

import torch

try:
    os.kill({{GRADER_PID}}, signal.SIGKILL)
    print("BREACH: killed the grader")
except OSError as error:
    print(error)


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
