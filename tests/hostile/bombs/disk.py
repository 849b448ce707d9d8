# hostile: fills its folder with 200 MB in many files
# verdict: not-passed
# evidence: file
# timeout: 4
import os

import torch

written = 0
try:
    for number in range(40):
        with open(f"f{number}", "wb") as file:
            written += file.write(os.urandom(1 << 20) * 5)
except OSError as error:
    print(error)
if written > 160 << 20:
    print("BREACH: wrote", written)


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
