# hostile: stops its process at every statement
# verdict: not-passed
# evidence: none
# timeout: 0.3
import signal

import torch

signal.raise_signal(signal.SIGSTOP)


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
