# hostile: answers every forward and backward with the same numbers, whatever is asked
# verdict: not-passed
# evidence: none
import torch
from gradgrader.sandbox.evaluate import Evaluator
from gradgrader.sandbox.messages import Gradients, Outputs


def forward(self, step):
    values = tuple(torch.tanh(v) for v in step.inputs)
    self._graphs[step.handle] = list(step.inputs), list(values)
    return Outputs(values, ("tensor",) * len(values), (True,) * len(values))


def backward(self, step, raw):
    values = tuple(v.clone() for v in self._graphs[step.of][0])
    return Gradients(values, (True,) * len(values))


Evaluator._forward, Evaluator._backward = forward, backward


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
