# function at line 15: computed again without the tanh
# fails: blocks y->u y->v y->x
import torch


class Checkpoint(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, u, v):
        ctx.save_for_backward(x, u, v)
        return torch.tanh(x @ u) @ v

    @staticmethod
    def backward(ctx, g):
        x, u, v = ctx.saved_tensors
        h = x @ u
        gh = (g @ v.T) * (1 - h * h)
        return gh @ u.T, x.T @ gh, h.T @ g
