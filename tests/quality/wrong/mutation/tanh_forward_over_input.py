# exercise: tanh
# wrong: forward writes the tanh over its input through .data, and the input is not marked dirty
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        x.data.tanh_()
        y = x.clone()
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, dy):
        (y,) = ctx.saved_tensors
        return dy * (1 - y * y)
