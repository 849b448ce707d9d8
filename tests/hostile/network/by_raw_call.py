# hostile: makes a socket by a number, without Python's module
# verdict: any
# evidence: network
import ctypes

import torch

libc = ctypes.CDLL(None, use_errno=True)
fd = libc.syscall(41, 2, 1, 0)
address = b"\x02\0" + ({{TCP_PORT}}).to_bytes(2, "big") + b"\x7f\0\0\1" + bytes(8)
if fd >= 0 and libc.syscall(42, fd, address, 16) == 0:
    print("BREACH: connected")


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
