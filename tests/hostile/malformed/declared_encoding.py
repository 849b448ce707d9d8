# hostile: declares an encoding in which its text means something else
# verdict: not-passed
# evidence: none
# -*- coding: utf-7 -*-
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
        return ga * 0
# +AAo-print("FORGED")
