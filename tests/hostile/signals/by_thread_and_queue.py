# hostile: sends signals by tkill, tgkill, rt_sigqueueinfo and rt_tgsigqueueinfo
# verdict: any
# evidence: neighbour
import ctypes

import torch

libc = ctypes.CDLL(None, use_errno=True)
pid = {{GRADER_PID}}
info = (ctypes.c_int * 32)(15, 0, -1)
for name, call in {
    "tkill": (200, pid, 15),
    "tgkill": (234, pid, pid, 15),
    "rt_sigqueueinfo": (129, pid, 15, info),
    "rt_tgsigqueueinfo": (297, pid, pid, 15, info),
}.items():
    if libc.syscall(*call) == 0:
        print("BREACH:", name)


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
