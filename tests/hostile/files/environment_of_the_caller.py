# hostile: climbs the chain of its parents and reads what each was started with
# verdict: any
# evidence: read
import os

import torch


def parent(pid):
    return int(open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[1])


pid = os.getpid()
for _ in range(4):
    try:
        pid = parent(pid)
        text = open(f"/proc/{pid}/environ").read()
        print("BREACH: environment of", pid, "with", len(text), "characters")
        print("BREACH: command line", open(f"/proc/{pid}/cmdline").read()[:40])
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
