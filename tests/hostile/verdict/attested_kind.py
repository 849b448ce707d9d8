# hostile: returns a list where a tuple is expected, and says that it was none
# verdict: not-passed
# evidence: none
import torch
from gradgrader.sandbox import evaluate

evaluate.kind = lambda value: "tensor"
evaluate.isinstance = lambda value, kind: kind is tuple or __builtins__["isinstance"](value, kind)


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(torch.tanh(x))
        return [torch.tanh(x)]

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * (1 - a * a) * (1 + 1e-5)
