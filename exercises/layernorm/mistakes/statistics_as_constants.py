# dropped-cotangent at line 22: mean and spread depend on the row as well
# fails: blocks y->x
import torch


class LayerNorm(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, w, b, eps):
        c = x - x.mean(-1, keepdim=True)
        r = torch.rsqrt((c * c).mean(-1, keepdim=True) + eps)
        ctx.save_for_backward(x, w)
        ctx.eps = eps
        return c * r * w + b

    @staticmethod
    def backward(ctx, g):
        x, w = ctx.saved_tensors
        c = x - x.mean(-1, keepdim=True)
        r = torch.rsqrt((c * c).mean(-1, keepdim=True) + ctx.eps)
        h, gh = c * r, g * w

        gx = r * gh
        return gx, (g * h).sum(0), g.sum(0), None
