# hostile: raises with a chain, a group and notes without end
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
        error = ValueError("deep")
        for _ in range(100_000):
            outer = ExceptionGroup("group", [error])
            outer.__cause__ = error
            error = outer
        error.__notes__ = ["note"] * 10**6
        raise error
        return ga * 0
