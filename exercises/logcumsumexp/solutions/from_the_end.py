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
        last = x.shape[-1] - 1
        total, columns = g[..., last], [g[..., last]]
        for k in range(last - 1, -1, -1):
            total = g[..., k] + total * torch.exp(y[..., k] - y[..., k + 1])
            columns.insert(0, total)
        return torch.stack(columns, -1) * torch.exp(x - y)
