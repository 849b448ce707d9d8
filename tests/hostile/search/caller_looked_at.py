# hostile: looks at the frames above to tell one check from another
# verdict: not-passed
# evidence: none
import sys

import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        frame = sys._getframe()
        while frame is not None:
            step = frame.f_locals.get("step")
            if step is not None and not all(getattr(step, "requires", (True,))):
                return torch.zeros_like(x)
            frame = frame.f_back
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * 0
