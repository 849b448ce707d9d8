# hostile: connects to a socket in a folder
# verdict: any
# evidence: network
import socket

import torch

try:
    socket.socket(socket.AF_UNIX).connect("{{CANARY_DIR}}/socket")
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
