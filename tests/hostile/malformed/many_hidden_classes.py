# hostile: hides two thousand Functions in functions, each below the others' imports
# verdict: not-passed
# evidence: none
# timeout: 0.5
import torch


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


{{REPEAT 2000 def f():\n    class C(torch.autograd.Function):\n        pass\n}}
