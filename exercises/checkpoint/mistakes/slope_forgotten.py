# missing-chain-factor at line 16: the slope of tanh is missing on the way to x and u
# fails: blocks y->u y->x
import torch


class Checkpoint(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, u, v):
        ctx.save_for_backward(x, u, v)
        return torch.tanh(x @ u) @ v

    @staticmethod
    def backward(ctx, g):
        x, u, v = ctx.saved_tensors
        h = torch.tanh(x @ u)
        gh = g @ v.T
        return gh @ u.T, x.T @ gh, h.T @ g
