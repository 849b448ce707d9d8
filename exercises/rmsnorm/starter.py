import torch


class RMSNorm(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, w, eps):
        r = torch.rsqrt((x * x).mean(-1, keepdim=True) + eps)
        ctx.save_for_backward(x, w)
        ctx.eps = eps
        return x * r * w

    @staticmethod
    def backward(ctx, gy):
        x, w = ctx.saved_tensors
        # TODO: gy has the shape of y. Return the gradients of x and w, each
        # with the shape of its input, and None for eps.
        raise NotImplementedError("derive the gradients of x and w")
