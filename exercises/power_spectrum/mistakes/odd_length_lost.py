# hard-coded-size at line 16: an odd length becomes the even one below it
# fails: shapes
import torch


class PowerSpectrum(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.fft.rfft(x).abs().square()

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        f = torch.fft.rfft(x)
        return 2 * torch.fft.fft(g * f.conj(), n=2 * (f.shape[-1] - 1)).real
