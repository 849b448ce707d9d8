# exercise: tanh
# style: the derivative is looked up in a dictionary of small functions
import torch

DERIVATIVE = {
    "tanh": lambda y: 1 - y * y,
    "sigmoid": lambda y: y * (1 - y),
    "exp": lambda y: y,
}


class MyTanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.kind = "tanh"
        y = getattr(torch, ctx.kind)(x)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, gy):
        (y,) = ctx.saved_tensors
        return gy * DERIVATIVE[ctx.kind](y)
