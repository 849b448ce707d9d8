# hostile: answers each time just before it would be too late
# verdict: not-passed
# evidence: none
# timeout: 0.4
import time

import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        time.sleep(0.35)
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, ga):
        time.sleep(0.35)
        return ga
