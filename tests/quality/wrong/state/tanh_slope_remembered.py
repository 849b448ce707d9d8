# exercise: tanh
# wrong: the slope of an input is remembered by the tensor object, so after an optimizer step in place it is stale
import functools

import torch


@functools.lru_cache(maxsize=8)
def slope_of(x):
    return 1 - torch.tanh(x.detach()) ** 2


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, dy):
        (x,) = ctx.saved_tensors
        return dy * slope_of(x)
