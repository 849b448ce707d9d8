# exercise: tanh
# wrong: the slope is written with sinh of twice the input in the denominator, which is NaN at zero
import torch


class TanhFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.tanh(x)
        ctx.save_for_backward(x, y)
        return y

    @staticmethod
    def backward(ctx, dy):
        x, y = ctx.saved_tensors
        return dy * 2 * y / torch.sinh(2 * x)
