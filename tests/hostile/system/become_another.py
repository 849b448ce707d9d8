# hostile: changes its user, group, capabilities and name of the machine
# verdict: any
# evidence: process
import ctypes
import os
import socket

import torch

libc = ctypes.CDLL(None, use_errno=True)
for name, call in {
    "setuid": lambda: os.setuid(65534 if os.getuid() == 0 else 0),
    "setgroups": lambda: os.setgroups([0, 1, 2]),
    "sethostname": lambda: socket.sethostname(socket.gethostname()),
    "keep": lambda: 1 / (libc.prctl(8, 1, 0, 0, 0) == 0) and os.setresuid(1, 1, 0),
}.items():
    try:
        call()
        print("BREACH:", name)
    except (OSError, ZeroDivisionError) as error:
        print(name, error)


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
