# exercise: tanh
# wrong: the output is squared in single precision, so only seven digits are right
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
        square = torch.square(y.to(torch.float32)).to(y.dtype)
        return dy * (1 - square)
