# ignores-cotangent at line 15: the inverse is right, but never meets the cotangent
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
        return torch.linalg.inv(x).mT.clone()
