# hostile: becomes another program in forward
# verdict: not-passed
# evidence: process
import os

import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        os.execv("/bin/sh", ["sh", "-c", "echo BREACH: ran a shell"])
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * 0
