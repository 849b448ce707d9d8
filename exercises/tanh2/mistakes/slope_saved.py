# saved-intermediate at line 10: the slope was made in forward, to autograd it is a constant
# fails: second-order
import torch


class Tanh2(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(1 - a * a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (slope,) = ctx.saved_tensors
        return ga * slope
