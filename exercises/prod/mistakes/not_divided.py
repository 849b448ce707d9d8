# missing-chain-factor at line 16: the whole product, in which the entry itself still stands
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
        return (g * y).unsqueeze(ctx.dim) * torch.ones_like(x), None
