# hostile: never runs its own backward: the evaluator asks autograd (right values can't be told apart)
# verdict: any
# evidence: none
import torch
from gradgrader.sandbox.evaluate import Evaluator

plain = Evaluator._forward


def forward(self, step):
    self._function = type("Other", (), {"apply": staticmethod(torch.tanh)})
    return plain(self, step)


Evaluator._forward = forward


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, ga):
        raise NotImplementedError
