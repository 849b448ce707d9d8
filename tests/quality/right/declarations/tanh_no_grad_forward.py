# exercise: tanh
# style: forward says no_grad although it is already off there, and backward returns a tuple of one
import torch


class MyTanh(torch.autograd.Function):
    @staticmethod
    @torch.no_grad()
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, *grads):
        a, = ctx.saved_tensors
        return tuple(g * (1 - a * a) for g in grads)
