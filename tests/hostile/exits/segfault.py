# hostile: reads address 0 in forward
# verdict: not-passed
# evidence: none
import ctypes

import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctypes.string_at(0)
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * 0
