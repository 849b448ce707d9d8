import torch


class Where(torch.autograd.Function):
    @staticmethod
    def forward(ctx, mask, a, b):
        ctx.save_for_backward(mask)
        return torch.where(mask, a, b)

    @staticmethod
    def backward(ctx, g):
        (mask,) = ctx.saved_tensors
        return None, g.masked_fill(~mask, 0), g.masked_fill(mask, 0)
