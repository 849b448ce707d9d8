# hostile: asks the kernel for things that it rarely gives
# verdict: any
# evidence: process
import ctypes

import torch

libc = ctypes.CDLL(None, use_errno=True)
ring = ctypes.create_string_buffer(256)
table = (ctypes.c_uint32 * 32)(2, 4, 4, 1)
event = (ctypes.c_uint32 * 32)(1, 64)
calls = {
    "io_uring_setup": (425, 4, ring),
    "userfaultfd": (323, 0),
    "bpf": (321, 0, table, 72),
    "perf_event_open": (298, event, 0, -1, -1, 0),
    "keyctl": (250, 0, -3, 1),
    "ioperm": (173, 0x80, 1, 1),
    "syslog": (103, 10, 0, 0),
    "fanotify_init": (300, 0, 0),
    "kcmp": (312, 1, 1, 0, 0, 0),
    "personality": (135, 0x0040000),
}
for name, call in calls.items():
    if libc.syscall(*call) >= 0:
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
