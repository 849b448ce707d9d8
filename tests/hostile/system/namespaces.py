# hostile: makes namespaces of its own, and enters those of others
# verdict: any
# evidence: process
import ctypes
import os

import torch

libc = ctypes.CDLL(None, use_errno=True)
for flag in (0x10000000, 0x00020000, 0x40000000, 0x04000000, 0x08000000):
    if libc.unshare(flag) == 0:
        print(f"BREACH: unshare {flag:#x}")
for name in ("net", "mnt", "ipc"):
    try:
        if libc.setns(os.open(f"/proc/{{GRADER_PID}}/ns/{name}", os.O_RDONLY), 0) == 0:
            print("BREACH: entered", name)
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
