# hostile: takes the next job from the grader's standard input
# verdict: not-passed
# evidence: neighbour
import os
import select

import torch

try:
    stdin = os.open("/proc/{{GRADER_PID}}/fd/0", os.O_RDONLY | os.O_NONBLOCK)
    print("BREACH: opened the grader's input")
    if select.select([stdin], [], [], 0.2)[0]:
        print("BREACH: read", os.read(stdin, 1 << 16)[:80])
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
