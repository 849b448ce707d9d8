# factor at line 17: takes the mean over the rows where their sum is needed
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
        gb = g.mean(0)
        return gx, gw, gb
