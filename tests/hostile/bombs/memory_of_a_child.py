# hostile: lets each of four children touch 1 GB
# verdict: not-passed
# evidence: none
import os
import time

import torch

try:
    for _ in range(4):
        if os.fork() == 0:
            kept = [b"x" * (1 << 20) for _ in range(900)]
            time.sleep(4)
            os._exit(0)
    print("BREACH: forked")
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
        return ga * 0
