# hostile: opens settings of the kernel and of other processes for writing
# verdict: any
# evidence: file
import os
import glob

import torch

paths = [
    "/proc/sys/kernel/core_pattern",
    "/proc/sys/kernel/hostname",
    "/proc/sysrq-trigger",
    "/proc/{{GRADER_PID}}/oom_score_adj",
    "/proc/{{GRADER_PID}}/comm",
    *glob.glob("/sys/fs/cgroup/*/cgroup.procs"),
    "/sys/fs/cgroup/cgroup.procs",
]
for path in paths:
    try:
        os.close(os.open(path, os.O_WRONLY))
        print("BREACH: can write", path)
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
