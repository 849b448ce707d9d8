# hostile: lies about what backward itself returned, so that a gradient of a wrong shape seems right
# verdict: not-passed
# evidence: none
import torch
from gradgrader.sandbox import recorder
from gradgrader.sandbox.messages import RawGradient

shape = []
recorder._raw = lambda value: RawGradient("tensor", tuple(shape), "float64")


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        shape[:] = x.shape
        ctx.save_for_backward(torch.tanh(x))
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return (ga * (1 - a * a) / 2).expand(2, *a.shape)
