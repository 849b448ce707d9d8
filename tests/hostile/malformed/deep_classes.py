# hostile: has classes in classes, 95 deep, and functions in them
# verdict: not-passed
# evidence: none
import torch

exec("\n".join(" " * n + f"class C{n}(torch.autograd.Function):" for n in range(90)) + "\n" + " " * 90 + "pass")


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
