# hostile: marks an output non-differentiable and says that it carries gradients
# verdict: not-passed
# evidence: none
import torch
from gradgrader.sandbox import messages, worker

honest = worker.Worker._reply


def reply(self, answer):
    if isinstance(answer, messages.Outputs):
        answer = messages.Outputs(answer.values, answer.kinds, (True,) * len(answer.values))
    honest(self, answer)


worker.Worker._reply = reply


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.mark_non_differentiable(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        return ga
