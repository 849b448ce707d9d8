# missing-chain-factor at line 17: what was negative is 0 now: the condition always holds, as if there were none
# fails: blocks y->x
import torch


class ReLUInplace(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        x.clamp_(min=0)
        ctx.mark_dirty(x)
        ctx.save_for_backward(x)
        return x

    @staticmethod
    def backward(ctx, g):
        (y,) = ctx.saved_tensors
        return torch.where(y >= 0, g, 0.0)
