# hostile: defines fifteen thousand Functions in as few characters as it can
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


class C(torch.autograd.Function):pass
{{REPEAT 15000 class C(C):pass\n}}
