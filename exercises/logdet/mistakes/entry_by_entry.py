# matrix-rule at line 15: one over each entry, but this is the inverse of the matrix
# fails: blocks y->x
import torch


class LogDet(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.linalg.slogdet(x).logabsdet

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g[..., None, None] / x.mT
