# hostile: makes a file of its own immutable
# verdict: any
# evidence: file
import array
import fcntl

import torch

FS_IOC_SETFLAGS, IMMUTABLE = 0x40086602, 0x10
file = open("kept", "w")
try:
    fcntl.ioctl(file, FS_IOC_SETFLAGS, array.array("l", [IMMUTABLE]))
    print("BREACH: immutable")
    fcntl.ioctl(file, FS_IOC_SETFLAGS, array.array("l", [0]))
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
