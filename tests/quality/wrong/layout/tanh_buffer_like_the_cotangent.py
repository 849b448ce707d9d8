# exercise: tanh
# wrong: the result is written into a buffer with the strides of the cotangent, which cannot be written to when it is expanded
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
        dx = torch.empty_strided(dy.shape, dy.stride(), dtype=dy.dtype, device=dy.device)
        dx.copy_(dy)
        return dx.mul_(1 - y * y)
