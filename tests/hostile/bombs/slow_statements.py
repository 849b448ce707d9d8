# hostile: loads for ever: each of many statements takes nearly the time that it may
# verdict: not-passed
# evidence: none
# timeout: 0.4
import time

import torch

time.sleep(0.35); time.sleep(0.35); time.sleep(0.35); time.sleep(0.35)
time.sleep(0.35); time.sleep(0.35); time.sleep(0.35); time.sleep(0.35)
time.sleep(0.35); time.sleep(0.35); time.sleep(0.35); time.sleep(0.35)


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


time.sleep(0.35); time.sleep(0.35); time.sleep(0.35); time.sleep(0.35)
