# exercise: tanh
# wrong: the gradient flows only where the cotangent is positive, a mask that belongs to relu
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
        dx = torch.zeros_like(y)
        live = dy > 0
        dx[live] = dy[live] * (1 - y[live] ** 2)
        return dx
