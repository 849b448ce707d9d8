# wrong-derivative at line 16: tanh is applied to what already is a tanh
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
        gx = ga * (1 - torch.tanh(a) ** 2)
        return gx
