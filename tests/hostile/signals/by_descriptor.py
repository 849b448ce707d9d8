# hostile: sends a signal by a pidfd, not by kill
# verdict: any
# evidence: neighbour
import ctypes
import os

import torch

libc = ctypes.CDLL(None, use_errno=True)
fd = libc.syscall(434, {{GRADER_PID}}, 0)
if fd >= 0 and libc.syscall(424, fd, 15, None, 0) == 0:
    print("BREACH: pidfd_send_signal")


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
