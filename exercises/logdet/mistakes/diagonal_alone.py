# missing-term at line 15: only the diagonal has a gradient here, but all entries count
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
        return g[..., None, None] * torch.diag_embed(torch.linalg.inv(x).diagonal(dim1=-2, dim2=-1))
