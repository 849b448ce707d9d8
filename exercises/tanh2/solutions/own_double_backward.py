import torch


class TanhSlope(torch.autograd.Function):
    """What Tanh2 sends back, as a Function with a backward of its own."""

    @staticmethod
    def forward(ctx, ga, a):
        ctx.save_for_backward(ga, a)
        return ga * (1 - a * a)

    @staticmethod
    def backward(ctx, g):
        ga, a = ctx.saved_tensors
        return g * (1 - a * a), -2 * g * ga * a


class Tanh2(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return TanhSlope.apply(ga, a)
