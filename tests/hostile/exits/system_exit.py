# hostile: raises SystemExit(0), KeyboardInterrupt and GeneratorExit in turn
# verdict: not-passed
# evidence: none
import itertools

import torch

errors = itertools.cycle([SystemExit(0), KeyboardInterrupt(), GeneratorExit(), StopIteration(0)])


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        raise next(errors)
        return ga * 0
