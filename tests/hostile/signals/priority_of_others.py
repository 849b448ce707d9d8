# hostile: makes the grader the last to get a processor
# verdict: any
# evidence: neighbour
import os

import torch

pid = {{GRADER_PID}}
for name, call in {
    "setpriority": lambda: os.setpriority(os.PRIO_PROCESS, pid, 19),
    "affinity": lambda: os.sched_setaffinity(pid, {0}),
    "idle": lambda: os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0)),
}.items():
    try:
        call()
        print("BREACH:", name, "of the grader")
    except OSError as error:
        print(name, error)


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
