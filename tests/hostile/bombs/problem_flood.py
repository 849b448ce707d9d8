# hostile: reports 500 problems of 4000 characters each
# verdict: not-passed
# evidence: none
import sys

import torch
from gradgrader.sandbox import messages as m


def worker():
    frame = sys._getframe()
    while frame is not None:
        if type(frame.f_locals.get("self")).__name__ == "Worker":
            return frame.f_locals["self"]
        frame = frame.f_back


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


problem = m.Raised("E" * 200, "x\n" * 2000, [m.Frame("solution.py", 1, "f")] * 60)
worker()._reply(m.Loaded([m.Seen("Tanh" * 50, "solution.py", 1, ["x" * 200] * 60, 1, 1)] * 500, [problem] * 500))
