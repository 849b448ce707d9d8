# hostile: sleeps for a day
# verdict: not-passed
# evidence: none
# timeout: 0.5
import time

import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        time.sleep(86400)
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * 0
