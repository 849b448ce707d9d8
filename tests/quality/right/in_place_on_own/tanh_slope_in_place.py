# exercise: tanh
# style: the slope is built in place in a fresh tensor, and multiplied in place at last
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.empty_like(x).copy_(x).tanh_()
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        a, = ctx.saved_tensors
        slope = a.square()
        slope.neg_().add_(1)
        return slope.mul_(ga)
