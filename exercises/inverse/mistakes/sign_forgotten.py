# sign at line 16: where x grows its inverse shrinks, so there is a minus
# fails: blocks y->x
import torch


class Inverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.linalg.inv(x)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, g):
        (y,) = ctx.saved_tensors
        return y.mT @ g @ y.mT
