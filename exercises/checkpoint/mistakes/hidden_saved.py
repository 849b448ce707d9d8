# kept-too-much at line 10: h is one tensor more than the inputs
# fails: economy
import torch


class Checkpoint(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, u, v):
        h = torch.tanh(x @ u)
        ctx.save_for_backward(x, u, v, h)
        return h @ v

    @staticmethod
    def backward(ctx, g):
        x, u, v, h = ctx.saved_tensors
        gh = (g @ v.T) * (1 - h * h)
        return gh @ u.T, x.T @ gh, h.T @ g
