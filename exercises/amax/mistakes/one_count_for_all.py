# factor at line 18: counts the largest entries of all rows together
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
        largest = x == y.unsqueeze(ctx.dim)
        return g.unsqueeze(ctx.dim) * largest / largest.sum(), None
