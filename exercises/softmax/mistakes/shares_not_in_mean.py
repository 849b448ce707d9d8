# missing-chain-factor at line 17: as in log_softmax; here each cotangent counts with its share
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
        return g - y * g.sum(ctx.dim, keepdim=True), None
