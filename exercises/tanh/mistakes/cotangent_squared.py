# nonlinear-in-cotangent at line 16: only the output is to be squared, not the cotangent
# fails: blocks a->x
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
        gx = ga**2 * (1 - a**2)
        return gx
