# factor at line 16: irfft divides by n and counts the frequencies inside twice
# fails: blocks p->x
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
        return 2 * torch.fft.irfft(g * f, n=x.shape[-1])
