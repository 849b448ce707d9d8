# exercise: tanh
# style: keeps the finished slope and nothing else, declared once_differentiable
import torch
from torch.autograd.function import once_differentiable as first_order_only


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward((1 - a) * (1 + a))
        return a

    @staticmethod
    @first_order_only
    def backward(ctx, ga):
        (slope,) = ctx.saved_tensors
        return ga * slope
