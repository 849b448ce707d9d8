# hostile: locks a library's files, so that whoever locks them too has to wait
# verdict: any
# evidence: none
import fcntl

import torch

try:
    file = open(torch.__file__)
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    print("BREACH: locked", torch.__file__)
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
