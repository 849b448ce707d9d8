# hostile: takes the open files away from the grader by prlimit
# verdict: any
# evidence: neighbour
import resource

import torch

pid = {{GRADER_PID}}
for limits in ((), ((3, 3),)):
    try:
        resource.prlimit(pid, resource.RLIMIT_NOFILE, *limits)
        print("BREACH: limits of the grader", limits)
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
