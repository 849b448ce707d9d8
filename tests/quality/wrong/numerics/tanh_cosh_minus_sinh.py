# exercise: tanh
# wrong: the slope is a difference of squares of cosh and sinh, which is NaN once they overflow, at some hundred
import torch


class MyTanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, dy):
        (x,) = ctx.saved_tensors
        c, s = torch.cosh(x), torch.sinh(x)
        return dy * (c * c - s * s) / (c * c)
