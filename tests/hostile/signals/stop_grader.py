# hostile: stops the grader in the middle of its work
# verdict: any
# evidence: neighbour
import os
import signal

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
        os.kill({{GRADER_PID}}, signal.SIGSTOP)
        return ga * (1 - a * a)
