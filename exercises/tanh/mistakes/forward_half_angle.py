# wrong-forward at line 9: this is the tanh of half the input
# fails: forward
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = 2 * torch.sigmoid(x) - 1
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * (1 - a * a) / 2
