import torch


class Tanh2(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, ga):
        (x,) = ctx.saved_tensors
        return ga / torch.cosh(x) ** 2
