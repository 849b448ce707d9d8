# only-sometimes at line 15: an infinity times the 0 of the mask is NaN, it has to be selected
# fails: nonfinite
import torch


class Where(torch.autograd.Function):
    @staticmethod
    def forward(ctx, mask, a, b):
        ctx.save_for_backward(mask)
        return torch.where(mask, a, b)

    @staticmethod
    def backward(ctx, g):
        (mask,) = ctx.saved_tensors
        return None, g * mask, g * ~mask
