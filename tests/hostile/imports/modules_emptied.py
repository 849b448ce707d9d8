# hostile: forgets every module, built-ins too
# verdict: not-passed
# evidence: none
import sys

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


import builtins

for name in list(vars(builtins)):
    if name not in {"vars", "list", "delattr"}:
        delattr(builtins, name)
sys.modules.clear()
