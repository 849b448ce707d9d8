# hostile: starts a shell by system, popen and posix_spawn
# verdict: any
# evidence: process
import os

import torch

if os.system("exit 7") >> 8 == 7:
    print("BREACH: system")
try:
    print("BREACH: spawned", os.posix_spawn("/bin/true", ["true"], {}))
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
