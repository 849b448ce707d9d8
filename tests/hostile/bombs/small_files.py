# hostile: fills its folder with 400 files of 500 kB, as fast as it can
# verdict: not-passed
# evidence: none
# timeout: 4
import os

import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        text = bytes(500_000)
        for number in range(400):
            with open(f"s{number}", "wb") as file:
                file.write(text)
        print("BREACH: wrote 200 MB")
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * 0
