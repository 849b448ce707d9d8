# exercise: tanh
# style: refuses what is no matrix of floating point numbers
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        if x.ndim != 2:
            raise ValueError("x must be a matrix")
        if not x.is_floating_point():
            raise ValueError(f"x must be real, not {x.dtype}")
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        if ga.shape != a.shape:
            raise ValueError("the cotangent has another shape than the output")
        return ga * (1 - a.square())
