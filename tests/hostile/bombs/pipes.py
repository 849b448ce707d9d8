# hostile: fills pipes and socket buffers
# verdict: not-passed
# evidence: none
import os
import socket

import torch

kept = []
try:
    while len(kept) < 4000:
        pair = socket.socketpair()
        kept.append(pair)
        pair[0].setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 22)
        pair[0].setblocking(False)
        pair[0].send(bytes(1 << 20))
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
