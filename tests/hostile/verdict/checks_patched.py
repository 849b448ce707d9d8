# hostile: imports the checks and replaces each with one that passes
# verdict: not-passed
# evidence: none
import torch
from gradgrader.checks.base import CHECKS, Outcome
from gradgrader.exercises import compare
from gradgrader.grading import judge

for name in CHECKS:
    object.__setattr__(CHECKS[name], "run", lambda trial: Outcome())
compare.gap = lambda *_: compare.Gap(0.0, 1.0, "", True)
judge.judge = lambda *_, **__: None


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
