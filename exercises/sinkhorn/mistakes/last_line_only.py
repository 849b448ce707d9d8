# slice at line 26: only the last line is differentiated, the others are constants
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
        for dim, z in lines[-1:]:
            gz = gz - z.exp() * gz.sum(dim, keepdim=True)
        return gz, None
