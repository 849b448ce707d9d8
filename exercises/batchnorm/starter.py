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
    def backward(ctx, gy, gmean, gvar):
        x, w = ctx.saved_tensors
        # TODO: gy has the shape of y. Return the gradients of x, w and b, each
        # with the shape of its input, and None for eps.
        raise NotImplementedError("derive the gradients of x, w and b")
