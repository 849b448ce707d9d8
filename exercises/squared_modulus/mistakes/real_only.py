# imaginary-part at line 15: the imaginary part of z has a gradient too
# fails: complex-numbers
import torch


class SquaredModulus(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        ctx.save_for_backward(z)
        return z * z.conj()

    @staticmethod
    def backward(ctx, g):
        (z,) = ctx.saved_tensors
        return 2 * g.real * z.real
