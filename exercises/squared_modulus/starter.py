import torch


class SquaredModulus(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        ctx.save_for_backward(z)
        return z * z.conj()

    @staticmethod
    def backward(ctx, gy):
        (z,) = ctx.saved_tensors
        # TODO: gy has the shape of y, and is complex where z is. Return the
        # gradient of z.
        raise NotImplementedError("derive the gradient of z")
