# hostile: leaves a message queue with a name
# verdict: any
# evidence: file
import ctypes

import torch

libc = ctypes.CDLL(None, use_errno=True)
if libc.syscall(240, b"{{MARK}}", 0o102, 0o600, None) >= 0:
    print("BREACH: a queue")
    libc.syscall(241, b"{{MARK}}")


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
