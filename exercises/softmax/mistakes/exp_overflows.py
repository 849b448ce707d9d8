# only-sometimes at line 9: exp of a large number is infinite; take the largest away before
# fails: special-points
import torch


class Softmax(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim):
        e = torch.exp(x)
        y = e / e.sum(dim, keepdim=True)
        ctx.save_for_backward(y)
        ctx.dim = dim
        return y

    @staticmethod
    def backward(ctx, g):
        (y,) = ctx.saved_tensors
        mean = (g * y).sum(ctx.dim, keepdim=True)
        return y * (g - mean), None
