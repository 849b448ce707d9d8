# hostile: connects when it is asked for a gradient
# verdict: any
# evidence: network
import socket

import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        try:
            socket.create_connection(("127.0.0.1", {{TCP_PORT}}), timeout=0.3)
        except OSError:
            pass
        return ga * (1 - a * a)
