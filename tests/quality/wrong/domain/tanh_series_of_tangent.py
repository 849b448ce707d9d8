# exercise: tanh
# wrong: the derivative is a power series in x, which is good near zero only
import torch

COEFFICIENTS = (1.0, -1.0, 2 / 3, -17 / 45, 62 / 315)


class MyTanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        square = x * x
        slope = torch.zeros_like(x)
        for coefficient in reversed(COEFFICIENTS):
            slope = slope * square + coefficient
        return grad_output * slope
