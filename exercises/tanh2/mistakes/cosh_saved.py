# saved-intermediate at line 10: forward runs unwatched, so nobody knows where c comes from
# fails: second-order
import torch


class Tanh2(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        c = torch.cosh(x)
        ctx.save_for_backward(c)
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, ga):
        (c,) = ctx.saved_tensors
        return ga / c**2
