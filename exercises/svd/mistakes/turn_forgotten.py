# dropped-cotangent at line 17: the stretches come back, what comes in for y does not
# fails: blocks y->x
import torch


class SVD(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        u, s, vh = torch.linalg.svd(x, full_matrices=False)
        return s, u @ vh

    @staticmethod
    def backward(ctx, gs, gy):
        (x,) = ctx.saved_tensors
        u, s, vh = torch.linalg.svd(x, full_matrices=False)
        return u @ torch.diag_embed(gs) @ vh
