# hostile: leaves a trace that points to files of others
# verdict: not-passed
# evidence: none
import os

import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        os.pwrite(4, b'File "/etc/passwd", line 1 in root\nFile "solution.py", line 999999999999999999999 in f\n' * 9, 0)
        os.kill(os.getpid(), 11)
        return ga * 0
