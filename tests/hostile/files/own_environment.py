# hostile: reads its own environment where os.environ was cleared
# verdict: any
# evidence: read
import ctypes
import os

import torch

environ = open("/proc/self/environ").read() if os.access("/proc/self/environ", os.R_OK) else ""
for name in ("TOKEN", "PASSWORD", "SECRET", "PYTEST", "HOME=/", "USER=", "LOGNAME", "SSH", "PWD="):
    if name in environ and "HOME=/tmp" not in environ:
        print("BREACH: environment holds", name)


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * (1 - a * a)
