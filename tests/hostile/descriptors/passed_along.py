# hostile: sends descriptors to the grader with its bytes
# verdict: not-passed
# evidence: none
import os
import socket

import torch

one = socket.socket(fileno=os.dup(3))
null = os.open("/dev/null", os.O_RDONLY)
one.setblocking(False)
try:
    for _ in range(100):
        socket.send_fds(one, [b"\0"], [null] * 50)
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
