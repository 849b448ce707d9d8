import torch


class Sinkhorn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, steps):
        ctx.save_for_backward(x)
        ctx.steps = steps
        z = x
        for _ in range(steps):
            z = z - z.logsumexp(1, keepdim=True)
            z = z - z.logsumexp(0, keepdim=True)
        return z.exp()

    @staticmethod
    def backward(ctx, gp):
        (x,) = ctx.saved_tensors
        # TODO: gp has the shape of p. Return the gradient of x, and None for
        # ctx.steps.
        raise NotImplementedError("derive the gradient of x")
