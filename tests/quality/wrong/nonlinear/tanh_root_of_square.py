# exercise: tanh
# wrong: the cotangent is squared and rooted again, which loses its sign
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
        size = torch.sqrt(dy * dy)
        return size * (1 - y * y)
