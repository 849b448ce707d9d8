# exercise: tanh
# wrong: the gradient is double precision whatever the input is, which shows when the input is single
# beyond: yes
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.tanh(x)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, dy):
        (y,) = ctx.saved_tensors
        y = y.double()
        return dy.double() * (1 - y * y)
