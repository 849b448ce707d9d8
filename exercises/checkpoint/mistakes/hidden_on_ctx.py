# kept-too-much at line 10: what is kept on ctx is kept as well
# fails: economy
import torch


class Checkpoint(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, u, v):
        ctx.save_for_backward(x, u, v)
        ctx.h = torch.tanh(x @ u)
        return ctx.h @ v

    @staticmethod
    def backward(ctx, g):
        x, u, v = ctx.saved_tensors
        h = ctx.h
        gh = (g @ v.T) * (1 - h * h)
        return gh @ u.T, x.T @ gh, h.T @ g
