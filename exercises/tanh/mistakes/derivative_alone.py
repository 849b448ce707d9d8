# ignores-cotangent at line 16: the derivative is right but never meets the cotangent
# fails: blocks a->x
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(x, a)
        return a

    @staticmethod
    def backward(ctx, grad_output):
        x, a = ctx.saved_tensors
        return 1 - a**2
