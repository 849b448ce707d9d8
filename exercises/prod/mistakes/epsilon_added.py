# precision at line 16: the small number that should help at 0 makes all the others wrong
# fails: blocks y->x
import torch


class Prod(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim):
        ctx.save_for_backward(x, y := x.prod(dim))
        ctx.dim = dim
        return y

    @staticmethod
    def backward(ctx, g):
        x, y = ctx.saved_tensors
        return (g * y).unsqueeze(ctx.dim) / (x + 1e-9), None
