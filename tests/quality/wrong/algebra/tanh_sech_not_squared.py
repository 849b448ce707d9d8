# exercise: tanh
# wrong: the derivative of tanh is one over cosh squared, and here the square is missing
import torch


def sech(x):
    return 1 / torch.cosh(x)


class MyTanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.tanh()

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return grad * sech(x)
