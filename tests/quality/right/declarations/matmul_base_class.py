# exercise: matmul
# style: backward is inherited from an abstract base class that asks its children for the formula
import torch


class TwoMatrices(torch.autograd.Function):
    """What functions of two matrices have in common."""

    @classmethod
    def pull_back(cls, g, left, right):
        raise NotImplementedError

    @staticmethod
    def forward(ctx, left, right):
        raise NotImplementedError


class Matmul(TwoMatrices):
    @staticmethod
    def forward(ctx, left, right):
        ctx.save_for_backward(left, right)
        return left @ right.T

    @classmethod
    def pull_back(cls, g, left, right):
        return g @ right, g.T @ left

    @classmethod
    def backward(cls, ctx, g):
        return cls.pull_back(g, *ctx.saved_tensors)
