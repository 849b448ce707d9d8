# hostile: makes the file of its output as long as files can be
# verdict: not-passed
# evidence: none
import os

import torch

for fd in (1, 2, 4):
    for size in (1 << 62, 1 << 40, 15 << 20):
        try:
            os.ftruncate(fd, size)
            break
        except OSError as error:
            print(error)
    os.lseek(fd, 0, 0)


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
