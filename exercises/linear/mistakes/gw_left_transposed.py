# missing-transpose at line 15: this is the gradient of the transposed w, turn it back
# fails: contract
import torch


class Linear(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, w, b):
        ctx.save_for_backward(x, w)
        return x @ w.T + b

    @staticmethod
    def backward(ctx, g):
        x, w = ctx.saved_tensors
        gw = x.T @ g
        return g @ w, gw, g.sum(0)
