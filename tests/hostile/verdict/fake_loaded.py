# hostile: says that loading brought a Function that does not exist
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


seen = [m.Seen("Tanh", "solution.py", 1, ["x"], 1, 1)] * 40
worker()._reply(m.Loaded(seen, []))
