# hostile: sends itself SIGKILL in backward
# verdict: not-passed
# evidence: none
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
        signal.raise_signal(signal.SIGKILL)
        return ga * 0
