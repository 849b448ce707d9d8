# missing-call at line 16: outputs before j do not depend on it
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
        share = (x.unsqueeze(-1) - y.unsqueeze(-2)).exp()
        return (share * g.unsqueeze(-2)).sum(-1)
