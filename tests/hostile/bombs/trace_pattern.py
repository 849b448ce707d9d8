# hostile: dies again and again and leaves a trace on which the grader's own pattern takes long
# verdict: not-passed
# evidence: none
# timeout: 0.5
import ctypes
import os

import torch


def forward(ctx, x):
    os.write(4, b'File "' * 11000)
    ctypes.CDLL(None)._exit(0)


def backward(ctx, ga):
    return ga


members = {"forward": staticmethod(forward), "backward": staticmethod(backward)}
for number in range(12):
    globals()[f"F{number}"] = type(f"F{number}", (torch.autograd.Function,), members)
