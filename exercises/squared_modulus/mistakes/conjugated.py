# conjugated at line 15: the gradient is along z itself, not along its conjugate
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
        return 2 * g.real * z.conj()
