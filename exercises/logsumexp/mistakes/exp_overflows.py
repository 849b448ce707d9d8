# only-sometimes at line 17: both are infinite for large numbers; take a difference before exp
# fails: special-points
import torch


class LogSumExp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim):
        y = torch.logsumexp(x, dim)
        ctx.save_for_backward(x, y)
        ctx.dim = dim
        return y

    @staticmethod
    def backward(ctx, g):
        x, y = ctx.saved_tensors
        e = x.exp()
        return g.unsqueeze(ctx.dim) * e / e.sum(ctx.dim, keepdim=True), None
