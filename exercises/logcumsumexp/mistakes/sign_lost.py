# nonlinear-in-cotangent at line 16: through a logarithm of the cotangent its sign is lost
# fails: blocks y->x
import torch


class LogCumSumExp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.logcumsumexp(x, -1)
        ctx.save_for_backward(x, y)
        return y

    @staticmethod
    def backward(ctx, g):
        x, y = ctx.saved_tensors
        weights = (g.abs().log() - y).flip(-1)
        return torch.exp(x + weights.logcumsumexp(-1).flip(-1))
