# hostile: leaves with code 0 from forward
# verdict: not-passed
# evidence: none
import os

import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        os._exit(0)
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * 0
