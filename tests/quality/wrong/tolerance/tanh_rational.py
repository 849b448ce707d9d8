# exercise: tanh
# wrong: the slope is made from a rational approximation of tanh, good to a few digits and worse farther out
import torch


class TanhFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, dy):
        (x,) = ctx.saved_tensors
        u = x * x
        top = x * (945 + u * (105 + u))
        bottom = 945 + u * (420 + 15 * u)
        y = top / bottom
        return dy * (1 - y * y)
