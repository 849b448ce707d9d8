# hostile: connects to a port of this machine
# verdict: any
# evidence: network
import socket

import torch

try:
    socket.create_connection(("127.0.0.1", {{TCP_PORT}}), timeout=0.3).sendall(b"x")
    print("BREACH: connected")
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
