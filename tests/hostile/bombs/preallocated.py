# hostile: reserves disk without writing to it
# verdict: not-passed
# evidence: none
# timeout: 4
import os

import torch

total = 0
try:
    for number in range(12):
        fd = os.open(f"p{number}", os.O_RDWR | os.O_CREAT)
        os.posix_fallocate(fd, 0, 15 << 20)
        total += 15
except OSError as error:
    print(error)
if total > 128:
    print("BREACH: reserved", total, "MiB")


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
