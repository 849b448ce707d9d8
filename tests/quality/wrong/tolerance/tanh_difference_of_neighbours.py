# exercise: tanh
# wrong: the slope is a central difference with a step of 1e-4, so only eight digits are right
import torch


def slope(x, h=1e-4):
    return (torch.tanh(x + h) - torch.tanh(x - h)) / (2 * h)


class MyTanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, dy):
        (x,) = ctx.saved_tensors
        return dy * slope(x)
