# exercise: tanh
# style: (1 - a) ga and (1 + a) ga, multiplied in two steps with rsub
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(a := torch.tanh(x))
        return a

    @staticmethod
    def backward(ctx, ga):
        [a] = ctx.saved_tensors
        left = torch.rsub(a, 1) * ga
        return left + a * left
