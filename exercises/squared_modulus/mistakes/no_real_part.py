# imaginary-cotangent at line 15: what comes in for the imaginary part, which is 0, must not count
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
        return 2 * g * z
