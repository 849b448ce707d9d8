# hostile: leaves files with names that are no text
# verdict: any
# evidence: file
import os

import torch

for name in (b"\xff\xfe", b"\n", b" ", b"-rf", b"\x1b[2J", b"x" * 255, "\u202e".encode()):
    open(name, "w").close()
os.mkfifo(b"pipe")


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
