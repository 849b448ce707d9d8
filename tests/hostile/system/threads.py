# hostile: starts forty threads that never end
# verdict: any
# evidence: none
# timeout: 0.5
import threading

import torch


def spin():
    while True:
        pass


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


for _ in range(40):
    threading.Thread(target=spin, daemon=True).start()
