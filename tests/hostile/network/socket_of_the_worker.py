# hostile: connects the socket that it has been given to another place
# verdict: any
# evidence: none
import os
import socket

import torch

one = socket.socket(fileno=os.dup(3))
for name in ("\0{{UNIX_NAME}}", "{{CANARY_DIR}}/socket"):
    try:
        one.connect(name)
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
