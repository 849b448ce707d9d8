# hostile: closes every descriptor and goes on
# verdict: not-passed
# evidence: none
import os

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
        os.closerange(0, 4096)
        return ga * 0
