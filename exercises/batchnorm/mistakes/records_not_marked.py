# unmarked-output at line 14: the records are no functions to differentiate, so mark them
# fails: plain-outputs
import torch


class BatchNorm(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, w, b, eps):
        m = x.mean((0, 2), keepdim=True)
        var = x.var((0, 2), correction=0)
        r = torch.rsqrt(var + eps).unsqueeze(1)
        ctx.save_for_backward(x, w)
        ctx.eps = eps
        return (x - m) * r * w.unsqueeze(1) + b.unsqueeze(1), m.flatten(), var

    @staticmethod
    def backward(ctx, g, gmean, gvar):
        x, w = ctx.saved_tensors
        c = x - x.mean((0, 2), keepdim=True)
        r = torch.rsqrt((c * c).mean((0, 2), keepdim=True) + ctx.eps)
        h, gh = c * r, g * w.unsqueeze(1)

        along = h * (gh * h).mean((0, 2), keepdim=True)
        gx = r * (gh - gh.mean((0, 2), keepdim=True) - along)
        return gx, (g * h).sum((0, 2)), g.sum((0, 2)), None
