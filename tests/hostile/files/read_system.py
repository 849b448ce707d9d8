# hostile: reads accounts, keys and settings of the machine
# verdict: any
# evidence: read
import os

import torch

home = os.path.expanduser("~root")
for path in ("/etc/passwd", "/etc/shadow", "/etc/hostname", home + "/.bashrc", "/proc/1/cmdline", "/proc/net/tcp"):
    try:
        if open(path, "rb").read(1):
            print("BREACH: read", path)
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
