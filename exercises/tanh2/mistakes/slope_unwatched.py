# cut-graph at line 16: no_grad hides the slope from autograd
# fails: second-order
import torch


class Tanh2(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        with torch.no_grad():
            slope = 1 - a * a
        return ga * slope
