# hostile: has a child that traces it, so that whoever waits for its death waits for ever
# verdict: not-passed
# evidence: neighbour
import ctypes
import os
import time

import torch

libc = ctypes.CDLL(None, use_errno=True)
parent = os.getpid()
pid = os.fork()
if pid == 0:
    libc.ptrace(0x4206, parent, None, 0x40)
    time.sleep(25)
    os._exit(0)
time.sleep(0.2)


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        os._exit(0)
        return ga * 0
