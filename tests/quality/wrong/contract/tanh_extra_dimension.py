# exercise: tanh
# wrong: the gradient has one more dimension than the input; the engine sums it away silently
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
        dx = torch.stack([dy * (1 - y * y)])
        return dx
