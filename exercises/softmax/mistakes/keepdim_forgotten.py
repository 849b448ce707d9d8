# keepdim at line 17: without keepdim the sums of rows don't meet the rows
# fails: crash
import torch


class Softmax(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim):
        y = torch.softmax(x, dim)
        ctx.save_for_backward(y)
        ctx.dim = dim
        return y

    @staticmethod
    def backward(ctx, g):
        (y,) = ctx.saved_tensors
        mean = (g * y).sum(ctx.dim)
        return y * (g - mean), None
