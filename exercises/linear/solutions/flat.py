import torch


class Linear(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, w, b):
        ctx.save_for_backward(x, w)
        return x @ w.T + b

    @staticmethod
    def backward(ctx, g):
        x, w = ctx.saved_tensors
        rows, inputs = g.flatten(0, -2), x.flatten(0, -2)
        return g @ w, rows.T @ inputs, rows.sum(0)
