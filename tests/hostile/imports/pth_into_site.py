# hostile: leaves a .pth file that every later Python would run
# verdict: any
# evidence: file
import os

import torch

folder = os.path.dirname(os.path.dirname(torch.__file__))
try:
    with open(f"{folder}/{{MARK}}.pth", "w") as file:
        file.write("# does nothing\n")
    print("BREACH: wrote into", folder)
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
