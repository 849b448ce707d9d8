# sign at line 17 or 18: what the others take has to be subtracted
# fails: blocks y->x
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
        mean = (g * y).sum(ctx.dim, keepdim=True)
        return y * (g + mean), None
