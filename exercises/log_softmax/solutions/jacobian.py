import torch


class LogSoftmax(torch.autograd.Function):
    """The unit matrix minus the shares in each of its rows."""

    @staticmethod
    def forward(ctx, x, dim):
        ctx.save_for_backward(x)
        ctx.dim = dim
        return x - torch.logsumexp(x, dim, keepdim=True)

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        p, g = torch.softmax(x, ctx.dim).movedim(ctx.dim, -1), g.movedim(ctx.dim, -1)
        jacobian = torch.eye(p.shape[-1], dtype=p.dtype) - p.unsqueeze(-2)
        gx = (g.unsqueeze(-2) @ jacobian).squeeze(-2)
        return gx.movedim(-1, ctx.dim), None
