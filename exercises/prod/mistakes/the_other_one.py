# hard-coded-size at line 16: the other factor, but only of two there is just one other
# fails: shapes
import torch


class Prod(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim):
        ctx.save_for_backward(x)
        ctx.dim = dim
        return x.prod(dim)

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g.unsqueeze(ctx.dim) * x.flip(ctx.dim), None
