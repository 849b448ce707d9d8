# missing-chain-factor at line 18: one over the sum, but each term has a slope of its own
# fails: blocks y->x
import torch


class LogSumExp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim):
        y = torch.logsumexp(x, dim)
        ctx.save_for_backward(x, y)
        ctx.dim = dim
        return y

    @staticmethod
    def backward(ctx, g):
        x, y = ctx.saved_tensors
        y, g = y.unsqueeze(ctx.dim), g.unsqueeze(ctx.dim)
        return (g / y.exp()).expand_as(x), None
