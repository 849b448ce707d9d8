import torch


class SquaredModulus(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        ctx.save_for_backward(z)
        return z * z.conj()

    @staticmethod
    def backward(ctx, g):
        (z,) = ctx.saved_tensors
        through_z = g * z
        through_conj = (g * z.conj()).conj()
        return through_z + through_conj
