# exercise: tanh
# wrong: this is 1.7159 tanh(2x/3), a scaled variant; its gradient is right for itself
import torch

A, B = 1.7159, 2 / 3


class MyTanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = A * torch.tanh(B * x)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, dy):
        (y,) = ctx.saved_tensors
        return dy * B * (A - y * y / A)
