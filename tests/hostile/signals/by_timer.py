# hostile: makes a timer that signals a thread of the grader's
# verdict: any
# evidence: neighbour
import ctypes
import time

import torch

SIGEV_THREAD_ID = 4
libc = ctypes.CDLL(None, use_errno=True)
event = (ctypes.c_int * 16)(0, 0, 9, SIGEV_THREAD_ID, {{GRADER_PID}})
timer = ctypes.c_int()
if libc.syscall(222, 1, event, ctypes.byref(timer)) == 0:
    print("BREACH: a timer for another process")


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
