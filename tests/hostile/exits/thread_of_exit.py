# hostile: leaves from another thread, in the middle of an answer
# verdict: not-passed
# evidence: none
import os
import threading
import time

import torch


def leave():
    time.sleep(0.05)
    os._exit(0)


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        threading.Thread(target=leave).start()
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * 0
