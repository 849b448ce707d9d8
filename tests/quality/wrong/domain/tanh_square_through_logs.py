# exercise: tanh
# wrong: the square is taken through a logarithm, which is NaN for every negative output
import torch


class TanhFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.tanh(x)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, dy):
        (y,) = ctx.saved_tensors
        y_squared = torch.exp(2 * torch.log(y))
        return dy * (1 - y_squared)
