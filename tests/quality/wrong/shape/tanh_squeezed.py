# exercise: tanh
# wrong: dimensions of size one are squeezed out of the gradient, so a matrix with one row or column crashes
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
        dx = dy.unsqueeze(0) * (1 - y * y).unsqueeze(0)
        return dx.squeeze()
