# dropped-cotangent at line 25: the sums that are divided by move as well
# fails: blocks p->x
import torch


def normalised(x, steps):
    z, lines = x, []
    for dim in (1, 0) * steps:
        z = z - z.logsumexp(dim, keepdim=True)
        lines.append((dim, z))
    return lines


class Sinkhorn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, steps):
        ctx.save_for_backward(x)
        ctx.steps = steps
        return normalised(x, steps)[-1][1].exp()

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        lines = normalised(x, ctx.steps)
        gz = g * lines[-1][1].exp()
        return gz, None
