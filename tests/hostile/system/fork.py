# hostile: forks, by every call that can
# verdict: any
# evidence: process
import ctypes
import os

import torch

libc = ctypes.CDLL(None, use_errno=True)
for name, call in {"fork": 57, "vfork": None, "clone": 56}.items():
    if call is None:
        continue
    pid = libc.syscall(call, 17 if name == "clone" else 0, 0, 0, 0, 0)
    if pid == 0:
        os._exit(0)
    if pid > 0:
        os.waitpid(pid, 0)
        print("BREACH:", name)


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
