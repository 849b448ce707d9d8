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
    def backward(ctx, gy):
        x, w = ctx.saved_tensors
        # TODO: gy has the shape of y. Return the gradients of x, w and b, each
        # with the shape of its input, and None for eps.
        raise NotImplementedError("derive the gradients of x, w and b")
