import torch


class StraightThrough(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x < -1, x > 1)
        return torch.sign(x)

    @staticmethod
    def backward(ctx, g):
        below, above = ctx.saved_tensors
        return g.masked_fill(below | above, 0)
