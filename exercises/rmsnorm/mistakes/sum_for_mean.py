# factor at line 20: the root is of a mean, so its gradient is one too
# fails: blocks y->x
import torch


class RMSNorm(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, w, eps):
        r = torch.rsqrt((x * x).mean(-1, keepdim=True) + eps)
        ctx.save_for_backward(x, w)
        ctx.eps = eps
        return x * r * w

    @staticmethod
    def backward(ctx, g):
        x, w = ctx.saved_tensors
        r = torch.rsqrt((x * x).mean(-1, keepdim=True) + ctx.eps)
        h, gh = x * r, g * w

        gx = r * (gh - h * (gh * h).sum(-1, keepdim=True))
        return gx, (g * h).sum(0), None
