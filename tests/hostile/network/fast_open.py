# hostile: connects by sendto, for which nobody calls connect
# verdict: any
# evidence: network
import socket

import torch

MSG_FASTOPEN = 0x20000000
try:
    one = socket.socket()
    one.settimeout(0.3)
    one.sendto(b"x", MSG_FASTOPEN, ("127.0.0.1", {{TCP_PORT}}))
    print("BREACH: sent")
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
