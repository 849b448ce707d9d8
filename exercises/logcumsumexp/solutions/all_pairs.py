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
        earlier = torch.ones(x.shape[-1], x.shape[-1], dtype=torch.bool).tril(-1)
        share = (x.unsqueeze(-1) - y.unsqueeze(-2)).masked_fill(earlier, -torch.inf).exp()
        return (share * g.unsqueeze(-2)).sum(-1)
