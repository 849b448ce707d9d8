# hostile: hands in sixty Functions, each of which hangs when it is tried
# verdict: not-passed
# evidence: none
# timeout: 0.4
import time

import torch


def forward(ctx, x):
    time.sleep(60)


def backward(ctx, ga):
    return ga


members = {"forward": staticmethod(forward), "backward": staticmethod(backward)}
for number in range(60):
    globals()[f"F{number}"] = type(f"F{number}", (torch.autograd.Function,), members)
