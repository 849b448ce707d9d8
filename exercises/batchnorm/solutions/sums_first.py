import torch


class BatchNorm(torch.autograd.Function):
    """What the parameters get are the two sums that the means are made of."""

    @staticmethod
    def forward(ctx, x, w, b, eps):
        m = x.mean((0, 2), keepdim=True)
        var = x.var((0, 2), correction=0)
        r = torch.rsqrt(var + eps).unsqueeze(1)
        mean = m.flatten()
        ctx.save_for_backward(x, w)
        ctx.eps = eps
        ctx.mark_non_differentiable(mean, var)
        return (x - m) * r * w.unsqueeze(1) + b.unsqueeze(1), mean, var

    @staticmethod
    def backward(ctx, g, gmean, gvar):
        x, w = ctx.saved_tensors
        c = x - x.mean((0, 2), keepdim=True)
        r = torch.rsqrt(x.var((0, 2), correction=0) + ctx.eps).unsqueeze(1)
        gb = g.sum((0, 2))
        gw = (g * c * r).sum((0, 2))
        count = x.shape[0] * x.shape[2]
        mean = (gb.unsqueeze(1) + c * r * gw.unsqueeze(1)) / count
        return w.unsqueeze(1) * r * (g - mean), gw, gb, None
