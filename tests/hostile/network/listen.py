# hostile: opens a port for others
# verdict: any
# evidence: network
import socket

import torch

for family, address in ((socket.AF_INET, ("127.0.0.1", 0)), (socket.AF_UNIX, "\0{{MARK}}-x")):
    try:
        one = socket.socket(family)
        one.bind(address)
        one.listen()
        print("BREACH: listens", family)
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
