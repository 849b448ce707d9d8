# exercise: tanh
# style: warns where the slope has hardly any digits left, and goes on
import warnings

import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        if (x.abs() > 15).any():
            warnings.warn("tanh is saturated: the gradient will be about zero", stacklevel=2)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        a, = ctx.saved_tensors
        warnings.warn("backward of Tanh", UserWarning)
        return ga * (1 - a * a)
