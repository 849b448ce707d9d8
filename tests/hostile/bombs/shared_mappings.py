# hostile: fills shared mappings, which no file and no heap accounts for
# verdict: not-passed
# evidence: none
# timeout: 4
import mmap

import torch

kept = []
try:
    while len(kept) < 64:
        kept.append(mmap.mmap(-1, 48 << 20))
        kept[-1].write(bytes(48 << 20))
    print("BREACH: 3 GB shared")
except (OSError, MemoryError, ValueError) as error:
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
        return ga * 0
