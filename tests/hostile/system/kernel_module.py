# hostile: loads nonsense as a kernel module
# verdict: any
# evidence: process
import ctypes
import errno
import os

import torch

libc = ctypes.CDLL(None, use_errno=True)
junk = os.memfd_create("x") if hasattr(os, "memfd_create") else 0
for name, call in {"init_module": (175, b"junk", 4, b""), "finit_module": (313, junk, b"", 0)}.items():
    ctypes.set_errno(0)
    libc.syscall(*call)
    if ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS, errno.EACCES):
        print("BREACH:", name, errno.errorcode[ctypes.get_errno()])


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
