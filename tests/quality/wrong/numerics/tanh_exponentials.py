# exercise: tanh
# wrong: the slope is a quotient of exponentials, which is infinity over infinity for large inputs
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, dy):
        (x,) = ctx.saved_tensors
        e = torch.exp(2 * x)
        return dy * 4 * e / (e + 1) ** 2
