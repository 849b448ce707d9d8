# hostile: reports progress without end while it loads
# verdict: not-passed
# evidence: none
# timeout: 0.4
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


while True:
    worker()._reply(m.Progress(0, 99))
