# hostile: fills files without names, 3 GB at most
# verdict: not-passed
# evidence: none
# timeout: 4
import os

import torch

total = 0
try:
    for _ in range(200):
        fd = os.memfd_create("x")
        total += os.write(fd, bytes(15 << 20))
except OSError as error:
    print(error)
if total > 1 << 30:
    print("BREACH: holds", total >> 20, "MiB in memory beside its limit")


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * 0
