# hostile: leaves a child that is stopped and ignores all signals
# verdict: any
# evidence: process
import os
import signal
import time

import torch

if os.fork() == 0:
    for number in (1, 2, 3, 15):
        signal.signal(number, signal.SIG_IGN)
    os.setsid()
    os.kill(os.getpid(), signal.SIGSTOP)
    time.sleep(20)
    os._exit(0)


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
