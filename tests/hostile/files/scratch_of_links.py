# hostile: fills its folder with links to what it wants removed
# verdict: any
# evidence: file
import os

import torch

os.symlink("{{CANARY_DIR}}", "a")
os.symlink("{{CANARY_DIR}}/data.txt", "b")
os.mkdir("c")
os.symlink("{{CANARY_DIR}}/sub", "c/d")
os.symlink("a", "e")
os.symlink("f", "f")


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
