# hostile: dies, but leaves the way to the grader open in a child
# verdict: not-passed
# evidence: process
import os
import time

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
        if os.fork() == 0:
            time.sleep(20)
            os._exit(0)
        os._exit(0)
        return ga * 0
