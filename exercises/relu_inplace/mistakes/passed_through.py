# missing-chain-factor at line 16: everything passes, as if nothing had been cut off
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
        return g
