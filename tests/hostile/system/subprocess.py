# hostile: starts a shell
# verdict: any
# evidence: process
import subprocess

import torch

try:
    print("BREACH: ran", subprocess.run(["id"], capture_output=True, text=True).stdout)
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
