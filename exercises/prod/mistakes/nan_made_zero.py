# only-sometimes at line 17: NaN is painted over with 0, which is wrong if there is one 0 only
# fails: special-points
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
        gx = (g * y).unsqueeze(ctx.dim) / x
        return gx.nan_to_num(0), None
