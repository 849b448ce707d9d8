# hostile: asks for every kind of socket that there is
# verdict: any
# evidence: network
import socket

import torch

for family in range(46):
    for kind in (1, 2, 3, 5):
        try:
            socket.socket(family, kind).close()
            print("BREACH: a socket of family", family, "kind", kind)
        except OSError:
            pass


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
