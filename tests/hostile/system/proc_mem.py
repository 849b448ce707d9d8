# hostile: opens memory, maps and registers of the grader and of its zygote in /proc
# verdict: not-passed
# evidence: read
import os

import torch

for pid in (os.getppid(), {{GRADER_PID}}):
    for name, flags in {"mem": os.O_RDWR, "maps": 0, "auxv": 0, "syscall": 0, "stack": 0}.items():
        try:
            descriptor = os.open(f"/proc/{pid}/{name}", flags)
            if name == "mem" or os.read(descriptor, 16):
                print("BREACH: opened", pid, name)
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
        return ga * 0
