# exercise: tanh
# style: the slope by exp(-2|x|), which keeps its digits where 1 - a^2 has none left, also in half
import torch


def sech2(x):
    """1/cosh^2, without overflow: with e = exp(-2|x|) it is 4 e / (1 + e)^2"""
    e = torch.exp(-2 * x.abs())
    return 4 * e / (1 + e) ** 2


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, ga):
        (x,) = ctx.saved_tensors
        return ga * sech2(x)
