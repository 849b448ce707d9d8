# wrong-derivative at line 17: one over the sum, but each term has a slope of its own
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
        gx = (g / y.exp()).unsqueeze(ctx.dim)
        return gx.expand_as(x), None
