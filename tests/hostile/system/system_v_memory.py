# hostile: leaves System V shared memory, a queue and semaphores behind
# verdict: any
# evidence: process
import ctypes

import torch

libc = ctypes.CDLL(None, use_errno=True)
if libc.shmget({{SHM_KEY}}, 4096, 0o1600) >= 0:
    print("BREACH: shmget")
for name, call in {"msgget": libc.msgget(0, 0o1600), "semget": libc.semget(0, 1, 0o1600)}.items():
    if call >= 0:
        print("BREACH:", name)
        getattr(libc, name[:3] + "ctl")(call, 0, 0)


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
