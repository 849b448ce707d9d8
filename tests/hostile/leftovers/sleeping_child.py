# hostile: leaves a child that sleeps
# verdict: any
# evidence: process
import subprocess

import torch

try:
    subprocess.Popen(["sleep", "31.25"], start_new_session=True)
    print("BREACH: started")
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
