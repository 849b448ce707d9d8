# hostile: stops its own process instead of ending it
# verdict: not-passed
# evidence: none
# timeout: 0.5
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
        signal.raise_signal(signal.SIGSTOP)
        return ga * 0
