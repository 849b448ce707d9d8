import torch


class PowerSpectrum(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        f = torch.fft.rfft(x)
        return f.real**2 + f.imag**2

    @staticmethod
    def backward(ctx, gp):
        (x,) = ctx.saved_tensors
        # TODO: gp has the shape of p. Return the gradient of x: real, of the
        # shape of x.
        raise NotImplementedError("derive the gradient of x")
