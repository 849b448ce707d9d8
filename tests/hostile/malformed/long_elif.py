# hostile: asks one question after another, two thousand times
# verdict: not-passed
# evidence: none
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
if torch is None:
    pass
{{REPEAT 2000 elif torch is 1:\n    pass\n}}
