# wrong-count at line 17: forward takes one input, but two gradients are returned
# fails: contract
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        gx = ga * (1 - a * a)
        return gx, None
