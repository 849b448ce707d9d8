# hostile: uses eval, exec, getattr and a lambda in its arithmetic
# verdict: passed
# evidence: none
import torch

one = eval("1")
scope = {}
exec("def slope(a): return 1 - a * a", scope)


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = getattr(torch, "tanh")(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return one * ga * (lambda value: scope["slope"](value))(a)
