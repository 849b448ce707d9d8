# only-sometimes at line 18: in a tie each gets everything, they should share
# fails: special-points
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
        largest = x == y.unsqueeze(ctx.dim)
        return g.unsqueeze(ctx.dim) * largest, None
