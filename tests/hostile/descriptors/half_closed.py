# hostile: closes its way to the grader and goes on reading
# verdict: not-passed
# evidence: none
# timeout: 0.5
import os
import socket

import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        socket.socket(fileno=os.dup(3)).shutdown(socket.SHUT_WR)
        while os.read(3, 1):
            pass
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * 0
