# extra-factor at line 15: the gradient of the determinant, its logarithm divides by it
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
        return (g * torch.linalg.det(x))[..., None, None] * torch.linalg.inv(x).mT
