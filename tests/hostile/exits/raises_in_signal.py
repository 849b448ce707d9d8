# hostile: answers the grader's question where it is with an exit
# verdict: not-passed
# evidence: none
# timeout: 0.5
import faulthandler
import os
import signal

import torch

faulthandler.unregister(signal.SIGUSR1)
signal.signal(signal.SIGUSR1, lambda *_: os._exit(0))


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        while True:
            pass
        return ga * 0
