# missing-term at line 19: forward adds eps below the root
# fails: blocks y->x y->w
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
        r = torch.rsqrt((c * c).mean(-1, keepdim=True))
        h, gh = c * r, g * w
        gx = r * (gh - gh.mean(-1, keepdim=True) - h * (gh * h).mean(-1, keepdim=True))
        return gx, (g * h).sum(0), g.sum(0), None
