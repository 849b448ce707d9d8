# wrong-derivative at line 17: of a mean: all get the same part, whichever is largest
# fails: blocks y->x
import torch


class AMax(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim):
        y = torch.amax(x, dim)
        ctx.save_for_backward(x, y)
        ctx.dim = dim
        return y

    @staticmethod
    def backward(ctx, g):
        x, y = ctx.saved_tensors
        return g.unsqueeze(ctx.dim).expand_as(x) / x.shape[ctx.dim], None
