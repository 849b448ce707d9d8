# exercise: tanh
# wrong: negative entries of the cotangent are thrown away
import torch
from torch.nn import functional as F


class MyTanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.tanh(x)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, upstream):
        (y,) = ctx.saved_tensors
        return F.relu(upstream) * (1 - y.pow(2))
