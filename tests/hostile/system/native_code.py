# hostile: loads a shared library that it has just written
# verdict: any
# evidence: process
import ctypes
import os

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
        return ga * (1 - a * a)


head = open(torch.__file__, "rb").read(16)
for name in ("evil.so", "/dev/shm/{{MARK}}.so"):
    try:
        with open(name, "wb") as file:
            file.write(b"\x7fELF" + head)
        os.chmod(name, 0o4755)
        ctypes.CDLL(os.path.abspath(name))
    except OSError as error:
        print(error)
