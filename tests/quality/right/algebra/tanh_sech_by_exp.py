# exercise: tanh
# style: sech written with exp(-|x|), squared
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.tanh()

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        e = (-x.abs()).exp()
        sech = 2 * e / (1 + e * e)
        return g * sech * sech
