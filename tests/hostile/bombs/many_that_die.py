# hostile: hands in three hundred Functions, each of which kills the process
# verdict: not-passed
# evidence: none
# timeout: 0.5
import os

import torch


def forward(ctx, x):
    os._exit(0)


def backward(ctx, ga):
    return ga


members = {"forward": staticmethod(forward), "backward": staticmethod(backward)}
for number in range(300):
    globals()[f"F{number}"] = type(f"F{number}", (torch.autograd.Function,), members)
