# swapped-gradients at line 15: what belongs to a goes to b, and the reverse
# fails: blocks y->a y->b
import torch


class Where(torch.autograd.Function):
    @staticmethod
    def forward(ctx, mask, a, b):
        ctx.save_for_backward(mask)
        return torch.where(mask, a, b)

    @staticmethod
    def backward(ctx, g):
        (mask,) = ctx.saved_tensors
        return None, torch.where(mask, 0.0, g), torch.where(mask, g, 0.0)
