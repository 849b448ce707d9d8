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
        gh = (g @ v.T) * (1 - h * h)
        return gh @ u.T, x.T @ gh, h.T @ g
