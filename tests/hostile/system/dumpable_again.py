# hostile: makes itself readable, and reads what its process was started with
# verdict: any
# evidence: read
import ctypes
import os

import torch

libc = ctypes.CDLL(None, use_errno=True)
libc.prctl(4, 1, 0, 0, 0)
for pid in ("self", os.getppid(), {{GRADER_PID}}):
    try:
        if open(f"/proc/{pid}/environ").read():
            print("BREACH: environment of", pid)
    except OSError as error:
        print(error)


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
