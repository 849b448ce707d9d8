# exercise: tanh
# wrong: the slope is divided by one plus 1e-9, so every gradient is a billionth too small
import torch

EPS = 1e-9


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = x.tanh()
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, dy):
        (y,) = ctx.saved_tensors
        return dy * (1 - y * y) / (1 + EPS)
