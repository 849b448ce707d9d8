# exercise: tanh
# wrong: only half of the square is taken away, as if the chain rule had brought a factor of one half
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
        return dy - 0.5 * dy * y * y
