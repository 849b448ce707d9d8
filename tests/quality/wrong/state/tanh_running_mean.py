# exercise: tanh
# wrong: the gradient is a running mean over calls, kept on the class, so calling it again gives another answer
import torch


class Tanh(torch.autograd.Function):
    mean = None

    @staticmethod
    def forward(ctx, x):
        y = torch.tanh(x)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, dy):
        (y,) = ctx.saved_tensors
        dx = dy * (1 - y * y)
        if Tanh.mean is not None and Tanh.mean.shape == dx.shape:
            dx = 0.9 * dx + 0.1 * Tanh.mean
        Tanh.mean = dx.detach()
        return dx
