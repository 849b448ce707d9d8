# ignores-cotangent at line 17: the bias is added once a row, but the cotangent is missing
# fails: blocks y->b
import torch


class Linear(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, w, b):
        ctx.save_for_backward(x, w)
        return x @ w.T + b

    @staticmethod
    def backward(ctx, g):
        x, w = ctx.saved_tensors
        gx = g @ w
        gw = g.T @ x
        gb = torch.ones_like(g).sum(0)
        return gx, gw, gb
