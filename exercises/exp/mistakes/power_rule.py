# wrong-derivative at line 15: the rule for powers, but here x is the exponent
# fails: blocks y->x
import torch


class Exp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.exp(x)

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * x * torch.exp(x - 1)
