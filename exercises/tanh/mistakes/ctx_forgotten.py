# wrong-signature at line 14: backward does not take ctx, so that it cannot be called
# fails: crash
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ga):
        return ga * (1 - torch.tanh(ga) ** 2)
