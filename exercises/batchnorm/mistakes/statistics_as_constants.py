# dropped-cotangent at line 25: mean and spread are made of the same numbers
# fails: blocks y->x
import torch


class BatchNorm(torch.autograd.Function):
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
        r = torch.rsqrt((c * c).mean((0, 2), keepdim=True) + ctx.eps)
        h, gh = c * r, g * w.unsqueeze(1)

        gx = r * gh
        return gx, (g * h).sum((0, 2)), g.sum((0, 2)), None
