# exercise: tanh
# wrong: the output is kept a millionth away from one, so the value is scaled slightly, in backward too
import torch

SHRINK = 1 - 1e-6


class TanhFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.tanh(x)
        ctx.save_for_backward(y)
        return SHRINK * y

    @staticmethod
    def backward(ctx, dy):
        (y,) = ctx.saved_tensors
        return dy * SHRINK * (1 - y * y)
